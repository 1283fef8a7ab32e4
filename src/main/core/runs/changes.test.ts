import { describe, expect, test } from 'vitest'
import { changes } from './changes.ts'
import { meter } from './meter.ts'
import { newRunId } from './naming.ts'

describe('news of runs', () => {
  const never = new AbortController().signal

  test('what happened before one waits is not missed', async () => {
    const news = changes()
    const id = newRunId()
    const seen = news.version(id)
    news.tell(id)
    await news.after(id, seen, never)
    await news.after(null, 0, never)
  })

  test('wake those who wait for the run or for any, and nobody else', async () => {
    const news = changes()
    const [a, b] = [newRunId(), newRunId()]
    const woken: string[] = []
    const waits = [
      news.after(a, 0, never).then(() => woken.push('a')),
      news.after(null, 0, never).then(() => woken.push('any')),
    ]
    const other = news.after(b, 0, never).then(() => woken.push('b'))
    news.tell(a)
    await Promise.all(waits)
    expect(woken.sort()).toEqual(['a', 'any'])
    news.end()
    await other
  })

  test('a beat of a run wakes its own watchers only', async () => {
    const news = changes()
    const id = newRunId()
    const own = news.after(id, 0, never)
    news.beat(id)
    await own
    expect([news.version(id), news.version(null)]).toEqual([1, 0])
  })

  test('one who is gone is let go', async () => {
    const news = changes()
    const gone = new AbortController()
    const waiting = news.after(null, 0, gone.signal)
    gone.abort()
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
    await expect(news.after(null, 0, gone.signal)).rejects.toMatchObject({ code: 'cancelled' })
  })
})

describe('the speed of a run', () => {
  test('is that of the last five seconds, and unknown until two reports are in', () => {
    let now = 0
    const speed = meter(() => now)
    expect(speed.rate()).toBeNull()
    for (const [at, step] of [[0, 0], [1000, 10], [2000, 20], [7000, 570]] as const) {
      now = at
      speed.note(step)
    }
    expect(speed.rate()).toBe(110)
    expect(speed.step).toBe(570)
    speed.reset()
    expect(speed.rate()).toBeNull()
  })
})
