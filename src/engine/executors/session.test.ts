import { describe, expect, test, type TestContext } from 'vitest'
import { LabError } from '../../shared/errors.ts'
import type { NamedTensors } from '../../shared/tensors.ts'
import { agrees, tolerances } from '../ops/conformance.ts'
import type { Executor, Session, TrainingJob } from './executor.ts'
import { everyExecutor, going, isDeterministic } from './testing/every-executor.ts'
import { breaking, counter, exchange, largeNetwork, network, smallNetwork } from './testing/sample-jobs.ts'

/** A session, or the test is skipped with the sentence of the refusal. */
async function compiled(executor: Executor, job: TrainingJob, context: TestContext): Promise<Session> {
  const refusal = executor.refuses(job)
  context.skip(refusal !== null, refusal ?? '')
  return executor.compile(job)
}

/** Byte for byte where the executor promises that. */
function expectSame(executor: Executor, found: NamedTensors, wanted: NamedTensors): void {
  expect(Object.keys(found)).toEqual(Object.keys(wanted))
  for (const [name, { shape, dtype, data }] of Object.entries(wanted)) {
    expect([found[name]!.shape, found[name]!.dtype]).toEqual([shape, dtype])
    if (isDeterministic(executor)) expect(new Uint8Array(found[name]!.data.slice().buffer), name).toEqual(new Uint8Array(data.slice().buffer))
    else expect([...found[name]!.data].filter((x, i) => !agrees(x, data[i]!, tolerances.f32)), name).toEqual([])
  }
}

const precisions = ['f32', 'f64'] as const
const sizes = [['small', smallNetwork], ['large', largeNetwork]] as const

for (const { name, executor, absence } of everyExecutor) {
  if (executor === null) {
    test.skip(`${name}: ${absence}`, () => {})
    continue
  }

  describe(`steps of ${name}`, () => {
    test('are numbered from 1, and from where the run stood', async () => {
      const session = await executor.compile(counter())
      expect(await session.advance(3, going)).toEqual({ steps: 3, end: 'done' })
      expect(await session.evaluate()).toEqual({ n: 1 + 2 + 3 })
      const later = await executor.compile({ ...counter(), stepsDone: 10 })
      await later.advance(1, going)
      expect(await later.evaluate()).toEqual({ n: 11 })
      expect(later.stepsDone).toBe(11)
    })

    test('lower the loss, and an evaluation sees the steps done', async () => {
      const session = await executor.compile(network('f32'))
      const before = await session.evaluate()
      await session.advance(50, going)
      const after = await session.evaluate()
      expect(after['loss']).toBeLessThan(before['loss']! / 2)
      expect(after['step']).toBe(50)
    })

    test('none at all change nothing', async () => {
      const session = await executor.compile(network('f32'))
      expect(await session.advance(0, going)).toEqual({ steps: 0, end: 'done' })
      expectSame(executor, await session.read(), network('f32').state)
    })

    for (const dtype of precisions) {
      for (const [label, size] of sizes) {
        test(`cut into pieces, with evaluations and reads between and a restart from what was read, end with the same state, ${label}, ${dtype}`, async (context) => {
          const whole = await compiled(executor, network(dtype, size), context)
          await whole.advance(20, going)
          const first = await executor.compile(network(dtype, size))
          for (const steps of [1, 4, 7]) {
            await first.advance(steps, going)
            await first.evaluate()
            await first.read(['v'])
          }
          const second = await executor.compile({ ...network(dtype, size), state: await first.read(), stepsDone: first.stepsDone })
          await second.advance(8, going)
          expectSame(executor, await second.read(), await whole.read())
        })
      }

      test(`give the same state on one thread and on two, ${dtype}`, async (context) => {
        const one = await compiled(executor, network(dtype, largeNetwork, 1), context)
        const two = await executor.compile(network(dtype, largeNetwork, 2))
        await Promise.all([one.advance(10, going), two.advance(10, going)])
        expectSame(executor, await two.read(), await one.read())
        expect(await two.evaluate()).toEqual(isDeterministic(executor) ? await one.evaluate() : expect.anything())
      })
    }

    test('that swap two states read both before writing either', async () => {
      const session = await executor.compile(exchange())
      await session.advance(1, going)
      expect(Object.values(await session.read()).map(({ data }) => [...data])).toEqual([[3, 4], [1, 2], [5]])
      await session.advance(3, going)
      expect(Object.values(await session.read()).map(({ data }) => [...data])).toEqual([[1, 2], [3, 4], [5]])
    })
  })

  describe(`a cancel of ${name}`, () => {
    test('takes effect within one step, and messages are served meanwhile', async () => {
      const session = await executor.compile(counter())
      const control = new AbortController()
      const made = session.advance(1e9, control.signal)
      const look = setInterval(() => session.stepsDone > 0 && control.abort())
      const { steps, end } = await made.finally(() => clearInterval(look))
      expect(end).toBe('cancelled')
      expect(steps).toBeGreaterThan(0)
      expect(session.stepsDone).toBe(steps)
      expect(await session.advance(2, going)).toEqual({ steps: 2, end: 'done' })
    })

    test('before the start makes no step', async () => {
      const session = await executor.compile(counter())
      expect(await session.advance(5, AbortSignal.abort())).toEqual({ steps: 0, end: 'cancelled' })
    })
  })

  describe(`divergence on ${name}`, () => {
    for (const dtype of precisions) {
      // The first element, the last of a long tensor (after whole vectors), one in between, and a scalar's worth.
      for (const [place, length] of [[0, 1], [0, 1003], [500, 1003], [1002, 1003]] as const) {
        test(`ends the steps at the one that broke element ${place} of ${length}, ${dtype}`, async (context) => {
          const session = await compiled(executor, breaking(dtype, place, length, 3), context)
          expect(await session.advance(10, going)).toEqual({ steps: 3, end: 'diverged' })
          expect(session.stepsDone).toBe(3)
          expect((await session.read(['x']))['x']!.data[place]).toBe(Infinity)
          expect(await session.evaluate()).toEqual({ sum: Infinity })
        })
      }
    }

    test('at the last step that was asked for is told, and at none before', async (context) => {
      const session = await compiled(executor, breaking('f32', 0, 4, 3), context)
      expect(await session.advance(2, going)).toEqual({ steps: 2, end: 'done' })
      expect(await session.advance(1, going)).toEqual({ steps: 1, end: 'diverged' })
    })

    test('is NaN as well', async (context) => {
      const broken = await compiled(executor, breaking('f32', 0, 4, 3), context)
      await broken.advance(3, going)
      const { x } = await broken.read(['x'])
      const job = breaking('f32', 0, 4, 3)
      const session = await executor.compile({ ...job, state: { ...job.state, x: { ...x!, data: Float32Array.of(NaN, 1, 2, 3) } } })
      expect(await session.advance(5, going)).toEqual({ steps: 1, end: 'diverged' })
    })
  })

  describe(`a session of ${name}`, () => {
    test('gives the same values when it is evaluated twice, and trains on as if it had not been', async () => {
      const [watched, left] = [await executor.compile(network('f32')), await executor.compile(network('f32'))]
      await watched.advance(5, going)
      expect(await watched.evaluate()).toEqual(await watched.evaluate())
      await watched.advance(5, going)
      await left.advance(10, going)
      expectSame(executor, await watched.read(), await left.read())
    })

    test('neither changes the tensors it was given nor hands out its own', async () => {
      const job = counter()
      const session = await executor.compile(job)
      await session.advance(1, going)
      const read = await session.read()
      await session.advance(1, going)
      expect([job.state['n']!.data[0], read['n']!.data[0]]).toEqual([0, 1])
    })

    test('keeps its state when the tensors it was given are changed', async () => {
      const job = counter()
      const session = await executor.compile(job)
      job.state['n']!.data[0] = 100
      await session.advance(1, going)
      expect(await session.evaluate()).toEqual({ n: 1 })
    })

    test('reads what it is asked for, all in the order of the job by default', async () => {
      const session = await executor.compile(exchange())
      expect(Object.keys(await session.read())).toEqual(['a', 'b', 'c'])
      expect(Object.keys(await session.read(['c', 'a']))).toEqual(['c', 'a'])
    })

    test('refuses a second advance while one runs, and everything once disposed', async () => {
      const session = await executor.compile(counter())
      const control = new AbortController()
      const running = session.advance(1e9, control.signal)
      await expect(session.advance(1, going)).rejects.toThrow(LabError)
      control.abort()
      await running
      session.dispose()
      await expect(session.advance(1, going)).rejects.toThrow('closed')
      await expect(session.evaluate()).rejects.toThrow('closed')
    })

    test('names what it has when asked for what it has not', async () => {
      const session = await executor.compile(counter())
      await expect(session.read(['w'])).rejects.toThrow('The run has no tensor w. It has n.')
    })
  })

  test(`${name} refuses a job that does not fit together before it is compiled`, async () => {
    await expect(executor.compile({ ...counter(), state: {} })).rejects.toThrow('neither state nor data')
  })
}
