import { describe, expect, test } from 'vitest'
import { allocate, sizeOf, type HostTensor, type NamedTensors } from '../../shared/tensors.ts'
import { agrees, conformanceCases, type ConformanceCase } from '../ops/conformance.ts'
import { referenceOps } from '../ops/eager.ts'
import type { DType, Ops, Tensor } from '../ops/ops.ts'
import { optimise } from '../program/optimise.ts'
import { record } from '../program/record.ts'
import type { TrainingJob } from './executor.ts'
import { everyExecutor, going } from './testing/every-executor.ts'

/** bool has no place in a run's state: it is looked at as i32. */
function visible(ops: Ops, y: Tensor): Tensor {
  return y.dtype === 'bool' ? ops.cast(y, 'i32') : y
}

function byReference({ operands, build }: ConformanceCase): HostTensor {
  const ops = referenceOps()
  return ops.value(visible(ops, build(ops, ...operands.map((operand) => ops.constant(operand)))))
}

/** As one step of a job: operands in the data (computed once) or in the state (computed every step), the result in the state. */
function job({ operands, build }: ConformanceCase, like: HostTensor, place: 'data' | 'state'): TrainingJob {
  const given: NamedTensors = Object.fromEntries(operands.map((operand, i) => [`x${i}`, operand]))
  const result: HostTensor = { shape: like.shape, dtype: like.dtype, data: allocate(like.dtype, sizeOf(like.shape)) }
  const step = record((ops) => {
    const xs = operands.map(({ shape, dtype }, i) => ops.input(`x${i}`, shape, dtype as DType))
    const kept = place === 'state' ? Object.fromEntries(xs.map((x, i) => [`x${i}`, x])) : {}
    return { ...kept, result: visible(ops, build(ops, ...xs)) }
  })
  return {
    step: optimise(step),
    evaluate: record(() => ({})),
    data: place === 'data' ? given : {},
    state: place === 'state' ? { ...given, result } : { result },
    stepsDone: 0,
    threads: 1,
  }
}

for (const { name, executor, absence } of everyExecutor) {
  if (executor === null) {
    test.skip(`${name}: ${absence}`, () => {})
    continue
  }
  describe(`${name} does as the reference`, () => {
    for (const example of conformanceCases) {
      test(example.title, async (context) => {
        const wanted = byReference(example)
        for (const place of ['data', 'state'] as const) {
          const run = job(example, wanted, place)
          const refusal = executor.refuses(run)
          context.skip(refusal !== null, refusal ?? '')
          const session = await executor.compile(run)
          expect((await session.advance(1, going)).steps).toBe(1)
          const got = (await session.read(['result']))['result']!
          session.dispose()
          expect({ shape: got.shape, dtype: got.dtype, length: got.data.length }).toEqual({ shape: wanted.shape, dtype: wanted.dtype, length: wanted.data.length })
          const differing = [...got.data].filter((element, i) => !agrees(element, wanted.data[i]!, example.tolerance))
          expect(differing, `operands in the ${place}: got ${[...got.data].join(', ')}, not ${[...wanted.data].join(', ')}`).toEqual([])
        }
      })
    }

    test('and refuses no case, where it computes in both precisions', (context) => {
      context.skip(name === 'tensorflow', 'tensorflow computes in f32 only')
      const refusals = conformanceCases.flatMap((example) => executor.refuses(job(example, byReference(example), 'state')) ?? [])
      expect(refusals).toEqual([])
    })
  })
}
