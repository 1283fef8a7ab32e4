import { describe, expect, test } from 'vitest'
import { LabError } from '../../../shared/errors.ts'
import { f32, f64, i32, spread } from '../../ops/conformance/case.ts'
import type { DifferentiableOps } from '../../ops/ops.ts'
import { optimise } from '../../program/optimise.ts'
import { record } from '../../program/record.ts'
import type { Session, TrainingJob } from '../executor.ts'
import { ReferenceExecutor } from './reference-executor.ts'

const executor = new ReferenceExecutor()
const go = new AbortController().signal

/** A one-hot layer and a hidden one under noise that changes with the step: buffers of equal shape, invariants, randomness. */
function network(dtype: 'f32' | 'f64' = 'f32'): TrainingJob {
  const inputs = (ops: DifferentiableOps) => ({
    w: ops.input('w', [4, 6], dtype),
    v: ops.input('v', [6, 3], dtype),
    labels: ops.input('labels', [5], 'i32'),
    tokens: ops.input('tokens', [5], 'i32'),
  })
  const loss = (ops: DifferentiableOps, { w, v, labels, tokens }: ReturnType<typeof inputs>) => {
    const hidden = ops.tanh(ops.matmul(ops.oneHot(tokens, 4, dtype), w))
    return ops.sum(ops.crossEntropy(ops.matmul(hidden, v), labels))
  }
  const step = record((ops) => {
    const all = inputs(ops)
    const [gw, gv] = ops.gradient(loss(ops, all), [all.w, all.v])
    const noise = ops.sub(ops.randomUniform([4, 6], dtype, { seed: 1, stream: 1, counter: ops.cast(ops.step(), 'i32') }), 0.5)
    return { w: ops.sub(all.w, ops.mul(ops.add(gw!, noise), 0.1)), v: ops.sub(all.v, ops.mul(gv!, 0.1)) }
  })
  return {
    step: optimise(step),
    evaluate: optimise(record((ops) => ({ loss: loss(ops, inputs(ops)), step: ops.step() }))),
    data: { labels: i32([5], [0, 1, 2, 0, 1]), tokens: i32([5], [0, 1, 2, 3, 0]) },
    state: { w: spread([4, 6], dtype), v: spread([6, 3], dtype, 1) },
    stepsDone: 0,
    threads: 1,
  }
}

/** Counts in state. */
function counter(): TrainingJob {
  return {
    step: record((ops) => ({ n: ops.add(ops.input('n', [], 'f64'), ops.step()) })),
    evaluate: record((ops) => ({ n: ops.input('n', [], 'f64') })),
    data: {},
    state: { n: f64([], [0]) },
    stepsDone: 0,
    threads: 1,
  }
}

async function bytes(session: Session): Promise<Uint8Array[]> {
  return Object.values(await session.read()).map(({ data }) => new Uint8Array(data.slice().buffer))
}

describe('steps', () => {
  test('are numbered from 1, and from where the run stood', async () => {
    const session = await executor.compile(counter())
    expect(await session.advance(3, go)).toEqual({ steps: 3, end: 'done' })
    expect(await session.evaluate()).toEqual({ n: 1 + 2 + 3 })
    const later = await executor.compile({ ...counter(), stepsDone: 10 })
    await later.advance(1, go)
    expect(await later.evaluate()).toEqual({ n: 11 })
    expect(later.stepsDone).toBe(11)
  })

  test('lower the loss', async () => {
    const session = await executor.compile(network())
    const before = await session.evaluate()
    await session.advance(50, go)
    const after = await session.evaluate()
    expect(after['loss']).toBeLessThan(before['loss']! / 2)
    expect(after['step']).toBe(50)
  })

  for (const dtype of ['f32', 'f64'] as const) {
    test(`cut into pieces, with evaluations between and a restart from what was read, give the same bytes, ${dtype}`, async () => {
      const whole = await executor.compile(network(dtype))
      await whole.advance(20, go)
      const first = await executor.compile(network(dtype))
      for (const steps of [1, 4, 7]) {
        await first.advance(steps, go)
        await first.evaluate()
      }
      const second = await executor.compile({ ...network(dtype), state: await first.read(), stepsDone: first.stepsDone })
      await second.advance(8, go)
      expect(await bytes(second)).toEqual(await bytes(whole))
    })
  }

  test('that swap two states read both before writing either', async () => {
    const job: TrainingJob = {
      ...counter(),
      step: record((ops) => ({ a: ops.input('b', [2], 'f32'), b: ops.input('a', [2], 'f32'), c: ops.input('c', [1], 'f32') })),
      evaluate: record(() => ({})),
      state: { a: f32([2], [1, 2]), b: f32([2], [3, 4]), c: f32([1], [5]) },
    }
    const session = await executor.compile(job)
    await session.advance(1, go)
    expect(Object.values(await session.read()).map(({ data }) => [...data])).toEqual([[3, 4], [1, 2], [5]])
  })
})

describe('a cancel', () => {
  test('takes effect within one step, and messages are served meanwhile', async () => {
    const session = await executor.compile(counter())
    const control = new AbortController()
    const made = session.advance(1e9, control.signal)
    setTimeout(() => control.abort())
    const { steps, end } = await made
    expect(end).toBe('cancelled')
    expect(steps).toBeGreaterThan(0)
    expect(session.stepsDone).toBe(steps)
  })
  test('before the start makes no step', async () => {
    const session = await executor.compile(counter())
    expect(await session.advance(5, AbortSignal.abort())).toEqual({ steps: 0, end: 'cancelled' })
  })
})

describe('a session', () => {
  test('neither changes the tensors it was given nor hands out its own', async () => {
    const job = counter()
    const session = await executor.compile(job)
    await session.advance(1, go)
    const read = await session.read()
    await session.advance(1, go)
    expect([job.state['n']!.data[0], read['n']!.data[0]]).toEqual([0, 1])
  })
  test('refuses a second advance while one runs, and everything once disposed', async () => {
    const session = await executor.compile(counter())
    const control = new AbortController()
    const running = session.advance(1e9, control.signal)
    await expect(session.advance(1, go)).rejects.toThrow(LabError)
    control.abort()
    await running
    session.dispose()
    await expect(session.advance(1, go)).rejects.toThrow('closed')
    await expect(session.evaluate()).rejects.toThrow('closed')
  })
  test('names what it has when asked for what it has not', async () => {
    const session = await executor.compile(counter())
    await expect(session.read(['w'])).rejects.toThrow('The run has no tensor w. It has n.')
  })
})

test('a job that does not fit together is refused before it is compiled', async () => {
  await expect(executor.compile({ ...counter(), state: {} })).rejects.toThrow('neither state nor data')
})

test('the build names Node, whose transcendental functions decide the last bits', () => {
  expect(executor.build).toBe(`reference/1 node-${process.versions.node} ${process.arch}`)
})
