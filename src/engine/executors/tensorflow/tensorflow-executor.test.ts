import { describe, expect, test } from 'vitest'
import { LabError } from '../../../shared/errors.ts'
import { allocate, sizeOf, type HostTensor, type NamedTensors } from '../../../shared/tensors.ts'
import { agrees, conformanceCases, type ConformanceCase, type Tolerance } from '../../ops/conformance.ts'
import { f32, i32, inF32, spread } from '../../ops/conformance/case.ts'
import { referenceOps } from '../../ops/eager.ts'
import type { Ops, Tensor } from '../../ops/ops.ts'
import { optimise } from '../../program/optimise.ts'
import { record } from '../../program/record.ts'
import type { Program } from '../../program/program.ts'
import type { TrainingJob } from '../executor.ts'
import { going } from '../testing/every-executor.ts'
import { counter, network, largeNetwork } from '../testing/sample-jobs.ts'
import { findInstallation, type Installation } from './installation.ts'
import { loadDevice } from './load.ts'
import { TensorflowExecutor } from './tensorflow-executor.ts'

function visible(ops: Ops, y: Tensor): Tensor {
  return y.dtype === 'bool' ? ops.cast(y, 'i32') : y
}

/** Tolerances of f64 cases, for f32: the same number of units in the last place. TensorFlow takes subnormal numbers as 0. */
function widened({ relative, absolute }: Tolerance): Tolerance {
  const ulps = 2 ** 29
  return relative === 0 && absolute === 0 ? { relative, absolute } : { relative: relative * ulps, absolute: Math.max(absolute * ulps, 2 ** -126) }
}

/** A step that leaves `result` in the state; the operands stand in the state too, so that nothing is computed ahead. Null: the case is about f64. */
function narrowed({ operands, build }: ConformanceCase): { readonly job: TrainingJob; readonly wanted: HostTensor } | null {
  const narrow = operands.map(inF32)
  const given: NamedTensors = Object.fromEntries(narrow.map((operand, i) => [`x${i}`, operand]))
  try {
    const eager = referenceOps()
    const wanted = eager.value(visible(eager, build(eager, ...narrow.map((operand) => eager.constant(operand)))))
    const step = record((ops) => {
      const xs = narrow.map(({ shape, dtype }, i) => ops.input(`x${i}`, shape, dtype))
      return { ...Object.fromEntries(xs.map((x, i) => [`x${i}`, x])), result: visible(ops, build(ops, ...xs)) }
    })
    const result: HostTensor = { shape: wanted.shape, dtype: wanted.dtype, data: allocate(wanted.dtype, sizeOf(wanted.shape)) }
    return { job: { ...counter(), step: optimise(step), evaluate: record(() => ({})), state: { ...given, result } }, wanted }
  } catch (error) {
    if (error instanceof LabError && error.code === 'shape') return null
    throw error
  }
}

async function stepped(executor: TensorflowExecutor, job: TrainingJob, steps = 1): Promise<NamedTensors> {
  const session = await executor.compile(job)
  await session.advance(steps, going)
  const read = await session.read()
  session.dispose()
  return read
}

function elements(tensor: HostTensor | undefined): number[] {
  return [...(tensor?.data ?? [])]
}

function suite(installation: Installation): void {
  const executor = new TensorflowExecutor(installation)
  const device = loadDevice(installation, 1)
  const { tf } = device

  describe('does in f32 what the reference does in the cases of f64', () => {
    for (const example of conformanceCases.filter(({ operands }) => operands.some(({ dtype }) => dtype === 'f64'))) {
      test(example.title, async (context) => {
        const case32 = narrowed(example)
        const refusal = case32 === null ? 'the case is about f64' : executor.refuses(case32.job)
        context.skip(refusal !== null || case32 === null, refusal ?? '')
        const { job, wanted } = case32!
        const got = (await stepped(executor, job))['result']!
        expect([got.shape, got.dtype]).toEqual([wanted.shape, wanted.dtype])
        const tolerance = widened(example.tolerance)
        expect(elements(got).filter((x, i) => !agrees(x, wanted.data[i]!, tolerance)), `got ${elements(got).join(', ')}, not ${elements(wanted).join(', ')}`).toEqual([])
      })
    }
  })

  describe('keeps its tensors', () => {
    test('to a constant number over 1000 steps with evaluations, and to none once the session is closed', async () => {
      const before = tf.memory().numTensors
      const session = await executor.compile(network('f32'))
      const after = async (steps: number): Promise<number> => {
        await session.advance(steps, going)
        await session.evaluate()
        return tf.memory().numTensors
      }
      const early = await after(10)
      expect(await after(990)).toBe(early)
      session.dispose()
      expect(tf.memory().numTensors).toBe(before)
    })

    test('until the step in progress has ended when the session is closed meanwhile', async () => {
      const before = tf.memory().numTensors
      const session = await executor.compile(network('f32'))
      const running = session.advance(1e9, going)
      setImmediate(() => session.dispose())
      expect((await running).end).toBe('cancelled')
      expect(tf.memory().numTensors).toBe(before)
    })
  })

  test('runs two sessions side by side as it runs each alone', async () => {
    const jobs = [network('f32'), network('f32', largeNetwork)] as const
    const alone = [await stepped(executor, jobs[0], 30), await stepped(executor, jobs[1], 30)]
    const [one, two] = [await executor.compile(jobs[0]), await executor.compile(jobs[1])]
    await Promise.all([one.advance(30, going), two.advance(30, going)])
    expect([await one.read(), await two.read()]).toEqual(alone)
    one.dispose()
    two.dispose()
  })

  /** A job whose state is `result` alone, made anew in each step from data. */
  function making(result: HostTensor, data: NamedTensors, step: Program): TrainingJob {
    return { ...counter(), step, evaluate: record(() => ({})), state: { result }, data }
  }

  describe('reads rows', () => {
    const table = f32([3, 2], [1, 2, 3, 4, 5, 6])
    const places = record((ops) => {
      // The same every time, but found out anew each step: it follows from the step.
      const moving = ops.add(ops.input('places', [4], 'i32'), ops.sub(ops.cast(ops.step(), 'i32'), 1))
      return { result: ops.gather(ops.input('table', [3, 2], 'f32'), moving) }
    })

    test('as zeros where the index is outside, also when that shows only in the step', async () => {
      const job = making(f32([4, 2], Array(8).fill(7)), { table, places: i32([4], [2, -1, 3, 0]) }, places)
      expect(elements((await stepped(executor, job))['result'])).toEqual([5, 6, 0, 0, 0, 0, 1, 2])
      expect(elements((await stepped(executor, job, 2))['result'])).toEqual([0, 0, 1, 2, 0, 0, 3, 4])
    })
  })

  test('divides whole numbers by 0 and −1 without stopping the process', async () => {
    const step = record((ops) => ({ result: ops.mod(ops.input('x', [3], 'i32'), ops.mul(ops.input('y', [3], 'i32'), ops.cast(ops.step(), 'i32'))) }))
    const job = making(i32([3], [9, 9, 9]), { x: i32([3], [-2147483648, 7, -7]), y: i32([3], [-1, 0, 3]) }, step)
    expect(elements((await stepped(executor, job))['result'])).toEqual([0, 0, 2])
  })

  test('decomposes on the host, so that signs and order are those of every executor', async () => {
    const step = record((ops) => {
      const moving = ops.input('w', [4, 3], 'f32')
      return { w: moving, result: ops.svd(moving) }
    })
    const w = spread([4, 3], 'f32')
    const got = await stepped(executor, { ...counter(), step, evaluate: record(() => ({})), state: { w, result: f32([8, 3], Array(24).fill(0)) } })
    const eager = referenceOps()
    expect(elements(got['result'])).toEqual(elements(eager.value(eager.svd(eager.constant(w)))))
  })

  test('says of a failing operation what it was given', () => {
    const attempt = (): unknown => device.tf.tidy(() => device.run('MatMul', [device.type('T', 'f32'), device.flag('transpose_a', false), device.flag('transpose_b', false)], device.floats([1, 2], [1, 2]), device.floats([3, 1], [1, 2, 3])))
    expect(attempt).toThrow(/TensorFlow could not compute MatMul of f32\[1, 2\], f32\[3, 1\]: .*What was saved is safe/)
  })
}

const installation = findInstallation()
if (installation === null) test.skip('tensorflow is left out: npm run tensorflow:setup was not made here', () => {})
else describe('tensorflow', () => suite(installation))
