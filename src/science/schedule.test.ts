import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { scheduleOf } from './schedule.ts'

const configs = fc.record({
  steps: fc.integer({ min: 1, max: 20_000 }),
  log: fc.record({ every_until: fc.integer({ min: 0, max: 300 }), ratio: fc.double({ min: 1.01, max: 10, noNaN: true }) }),
  checkpoint: fc.record({ ratio: fc.double({ min: 1.01, max: 10, noNaN: true }) }),
})

describe('schedule', () => {
  test('logs every step up to every_until, then ⌈ratio^k⌉, and the last', () => {
    const { logged } = scheduleOf({ steps: 30, log: { every_until: 4, ratio: 2 }, checkpoint: { ratio: 10 } })
    expect(logged).toEqual([0, 1, 2, 3, 4, 8, 10, 16, 30])
  })

  test('2 500 steps at the default ratios have 167 logged points after step 0: 100, then k = 95 … 160, then the last', () => {
    const { logged } = scheduleOf({ steps: 2500, log: { every_until: 100, ratio: 1.05 }, checkpoint: { ratio: 1.05 } })
    expect(logged.length - 1).toBe(100 + 66 + 1)
    expect(logged.slice(101, 104)).toEqual([104, 109, 114])
  })

  test('every eighth checkpoint and the last carry the optimiser', () => {
    const { checkpoints, withOptimiser } = scheduleOf({ steps: 5000, log: { every_until: 0, ratio: 2 }, checkpoint: { ratio: 2 } })
    expect(checkpoints).toEqual([0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 5000])
    expect([...withOptimiser]).toEqual([0, 128, 5000])
  })

  test('lists ascend from 0 to the last step, and checkpoints are logged', () => {
    fc.assert(fc.property(configs, (config) => {
      const { logged, checkpoints, withOptimiser } = scheduleOf(config)
      for (const list of [logged, checkpoints]) {
        expect(list[0]).toBe(0)
        expect(list.at(-1)).toBe(config.steps)
        expect(list.every((step, i) => Number.isInteger(step) && (i === 0 || step > list[i - 1]!))).toBe(true)
      }
      expect(checkpoints.filter((step) => !logged.includes(step))).toEqual([])
      expect([...withOptimiser].filter((step) => !checkpoints.includes(step))).toEqual([])
    }))
  })
})
