import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { RunId } from '../../../../shared/schema/run.ts'
import { Answers, type MeasureAnswer, type MeasureOrder } from './answers.ts'

const order = (step: number, measure = 'predictions'): MeasureOrder => ({ run: 'run_000000000000' as RunId, measure, step, parameters: {} })
const answer = (step: number, numbers = 1): MeasureAnswer => ({ step, values: { step }, arrays: { a: { shape: [numbers], dtype: 'f64', data: new Float64Array(numbers) } } })

/** A lab that answers when it is told to. */
function slowLab(limitBytes = 1e6) {
  const asked: { readonly order: MeasureOrder; readonly signal: AbortSignal; readonly heard: (share: number) => void; readonly done: PromiseWithResolvers<MeasureAnswer> }[] = []
  const answers = new Answers((of, signal, heard) => {
    const done = Promise.withResolvers<MeasureAnswer>()
    asked.push({ order: of, signal, heard, done })
    return done.promise
  }, limitBytes)
  return { answers, asked, steps: () => asked.map(({ order: { step } }) => step) }
}
const waiting = () => ({ signal: new AbortController().signal })

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('answers of measures', () => {
  test('are computed once for all who ask, and kept', async () => {
    const { answers, asked } = slowLab()
    const both = Promise.all([answers.want(order(3), waiting()), answers.want(order(3), waiting())])
    await vi.advanceTimersByTimeAsync(0)
    expect(asked).toHaveLength(1)
    asked[0]!.done.resolve(answer(3))
    expect((await both).map(({ step }) => step)).toEqual([3, 3])
    expect(answers.get(order(3))?.step).toBe(3)
    expect((await answers.want(order(3), waiting())).step).toBe(3)
    expect(asked).toHaveLength(1)
  })

  test('come one after the other, what the playhead stands on first', async () => {
    const { answers, asked, steps } = slowLab()
    for (const step of [1, 2]) void answers.want(order(step), { ...waiting(), isUrgent: false })
    await vi.advanceTimersByTimeAsync(0)
    void answers.want(order(9), waiting())
    asked[0]!.done.resolve(answer(1))
    await vi.advanceTimersByTimeAsync(0)
    expect(steps()).toEqual([1, 9])
  })

  test('that nobody waits for are not begun; a long one is broken off, a short one may end', async () => {
    const { answers, asked, steps } = slowLab()
    const [first, second] = [new AbortController(), new AbortController()]
    void answers.want(order(1), { signal: first.signal })
    void answers.want(order(2), { signal: second.signal })
    await vi.advanceTimersByTimeAsync(0)
    second.abort()
    first.abort()
    expect(asked[0]!.signal.aborted).toBe(false)
    await vi.advanceTimersByTimeAsync(2000)
    expect(asked[0]!.signal.aborted).toBe(true)
    asked[0]!.done.reject(new Error('cancelled'))
    await vi.advanceTimersByTimeAsync(0)
    expect(steps()).toEqual([1])
  })

  test('tell how far they are, and what the lab refuses', async () => {
    const { answers, asked } = slowLab()
    const shares: number[] = []
    const refused = answers.want(order(1), { ...waiting(), heard: (share) => shares.push(share) })
    await vi.advanceTimersByTimeAsync(0)
    asked[0]!.heard(0.5)
    asked[0]!.done.reject(new Error('It reads pairs.'))
    await expect(refused).rejects.toThrow('It reads pairs.')
    expect(shares).toEqual([0.5])
    void answers.want(order(1), waiting())
    await vi.advanceTimersByTimeAsync(0)
    expect(asked).toHaveLength(2)
  })

  test('leave memory when they are too many bytes, the least recently read first', async () => {
    const { answers, asked } = slowLab(3 * (800 + 200))
    for (const step of [1, 2, 3, 4]) {
      const wanted = answers.want(order(step), waiting())
      await vi.advanceTimersByTimeAsync(0)
      asked.at(-1)!.done.resolve(answer(step, 100))
      await wanted
      answers.get(order(1))
    }
    expect([1, 2, 3, 4].filter((step) => answers.get(order(step)) !== null)).toEqual([1, 3, 4])
  })
})
