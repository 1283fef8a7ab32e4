import { expect, test } from 'vitest'
import { throughput } from './throughput.ts'

const stretch = (steps: number, beganMs: number, endedMs: number) => ({ steps, beganMs, endedMs })

test('two at once make twice the steps of one after the other, however fast each of them is by itself', () => {
  expect(throughput([stretch(1000, 0, 1000), stretch(1000, 0, 1000)])).toBe(2000)
  expect(throughput([stretch(1000, 0, 1000), stretch(1000, 1000, 2000)])).toBe(1000)
})

test('waits between runs and a tail in which one of them trains alone count', () => {
  expect(throughput([stretch(1000, 0, 1000), stretch(1000, 3000, 4000)])).toBe(500)
  expect(throughput([stretch(1000, 500, 1500), stretch(3000, 500, 4500)])).toBe(1000)
})
