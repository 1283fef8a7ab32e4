import { expect, test } from 'vitest'
import { frameWork, type TraceEvent } from './trace.ts'

const main = { pid: 1, tid: 1 }
const event = (name: string, ts: number, more: Partial<TraceEvent> = {}): TraceEvent => ({ name, ph: 'X', ts, ...main, ...more })
const thread = (pid: number): TraceEvent => ({ name: 'thread_name', ph: 'M', ts: 0, pid, tid: 1, args: { name: 'CrRendererMain' } })
const frames = (...at: number[]): TraceEvent[] => at.map((ts) => event('BeginMainThreadFrame', ts, { ph: 'I' }))

test('work of a frame is the union of the tasks between its beginning and the next', () => {
  const found = frameWork([thread(1), ...frames(0, 10_000, 20_000, 30_000), event('RunTask', 1_000, { dur: 4_000 }), event('RunTask', 2_000, { dur: 1_000 }), event('RunTask', 8_000, { dur: 6_000 })])
  // 4 + 2 ms, 4 ms, nothing
  expect(found).toMatchObject({ frames: 3, median: 4, p95: 6, most: 6 })
  expect(found!.perSecond).toBeCloseTo(100, 9)
})
test('only the main thread of the page counts', () => {
  const other = [thread(2), event('RunTask', 0, { dur: 30_000, pid: 2 }), event('RunTask', 0, { dur: 30_000, tid: 9 })]
  expect(frameWork([thread(1), ...frames(0, 10_000, 20_000), ...other])).toMatchObject({ frames: 2, most: 0 })
})
test('without frames there is no answer', () => {
  expect(frameWork([thread(1), event('RunTask', 0, { dur: 10 })])).toBeNull()
})
test('time in which other programs had the processor is none of the page', () => {
  expect(frameWork([thread(1), ...frames(0, 10_000, 20_000), event('RunTask', 0, { dur: 8_000, tdur: 2_000 })])).toMatchObject({ most: 2 })
})
