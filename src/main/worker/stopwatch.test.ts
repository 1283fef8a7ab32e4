import { expect, test } from 'vitest'
import { Stopwatch } from './stopwatch.ts'

test('a stopwatch counts while it runs, stands while stopped, and starting twice changes nothing', () => {
  let now = 5000
  const watch = new Stopwatch(() => now)
  expect(watch.seconds).toBe(0)
  watch.start()
  now += 1500
  expect(watch.seconds).toBe(1.5)
  watch.start()
  now += 500
  watch.stop()
  now += 60_000
  expect(watch.seconds).toBe(2)
  watch.start()
  now += 250
  expect(watch.seconds).toBe(2.25)
})
