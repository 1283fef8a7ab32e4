import { describe, expect, test } from 'vitest'
import { allocate, sizeOf, type HostTensor, type NamedTensors } from '../../shared/tensors.ts'
import { agrees, conformanceCases, type ConformanceCase } from '../ops/conformance.ts'
import { referenceOps } from '../ops/eager.ts'
import type { DType, Ops, Tensor } from '../ops/ops.ts'
import { optimise } from '../program/optimise.ts'
import { record } from '../program/record.ts'
import type { Executor } from './executor.ts'
import { executors } from './select.ts'

/** bool has no place in a run's state: it is looked at as i32. */
function visible(ops: Ops, y: Tensor): Tensor {
  return y.dtype === 'bool' ? ops.cast(y, 'i32') : y
}

function byReference({ operands, build }: ConformanceCase): HostTensor {
  const ops = referenceOps()
  return ops.value(visible(ops, build(ops, ...operands.map((operand) => ops.constant(operand)))))
}

/** As one step of a job: operands in the data (computed once) or in the state (computed every step), the result in the state. */
async function byExecutor(executor: Executor, { operands, build }: ConformanceCase, like: HostTensor, place: 'data' | 'state'): Promise<HostTensor> {
  const given: NamedTensors = Object.fromEntries(operands.map((operand, i) => [`x${i}`, operand]))
  const result: HostTensor = { shape: like.shape, dtype: like.dtype, data: allocate(like.dtype, sizeOf(like.shape)) }
  const step = record((ops) => {
    const xs = operands.map(({ shape, dtype }, i) => ops.input(`x${i}`, shape, dtype as DType))
    const kept = place === 'state' ? Object.fromEntries(xs.map((x, i) => [`x${i}`, x])) : {}
    return { ...kept, result: visible(ops, build(ops, ...xs)) }
  })
  const session = await executor.compile({
    step: optimise(step),
    evaluate: record(() => ({})),
    data: place === 'data' ? given : {},
    state: place === 'state' ? { ...given, result } : { result },
    stepsDone: 0,
    threads: 1,
  })
  await session.advance(1, new AbortController().signal)
  const read = (await session.read(['result']))['result']!
  session.dispose()
  return read
}

for (const executor of executors) {
  describe(`${executor.name} does as the reference`, () => {
    for (const example of conformanceCases) {
      test(example.title, async () => {
        const wanted = byReference(example)
        for (const place of ['data', 'state'] as const) {
          const got = await byExecutor(executor, example, wanted, place)
          expect({ shape: got.shape, dtype: got.dtype, length: got.data.length }).toEqual({ shape: wanted.shape, dtype: wanted.dtype, length: wanted.data.length })
          const differing = [...got.data].filter((element, i) => !agrees(element, wanted.data[i]!, example.tolerance))
          expect(differing, `operands in the ${place}: got ${[...got.data].join(', ')}, not ${[...wanted.data].join(', ')}`).toEqual([])
        }
      })
    }
  })
}
