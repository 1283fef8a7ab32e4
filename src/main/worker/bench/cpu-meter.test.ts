import { describe, expect, test } from 'vitest'
import { cpuMeter, foreignCores, readStat } from './cpu-meter.ts'

describe('cores that others use', () => {
  test('are told from the first line of /proc/stat, waiting left out and stolen time apart', () => {
    const text = 'cpu  1000 200 300 9999 50 10 20 70 5 5\ncpu0 1 2 3 4 5 6 7 8 9 10\n'
    expect(readStat(text)).toEqual({ busy: 15.3, stolen: 0.7 })
    expect(readStat('nothing of the kind')).toBeNull()
    expect(readStat('cpu  1 2 x 4 5 6 7 8')).toBeNull()
  })

  test('are those that the machine was busy with and this process was not, and what the hypervisor took', () => {
    const from = { seconds: 0, busy: 100, stolen: 5, own: 10 }
    expect(foreignCores(from, { seconds: 2, busy: 104, stolen: 6, own: 13 })).toBeCloseTo(0.5 + 0.5, 12)
    // Accounting in ticks may give this process more than the machine has.
    expect(foreignCores(from, { seconds: 2, busy: 102, stolen: 5, own: 13 })).toBe(0)
  })

  test('are a number on Linux and unknown elsewhere', () => {
    const meter = cpuMeter()
    const busy = performance.now() + 20
    while (performance.now() < busy) Math.sqrt(busy)
    const cores = meter()
    if (process.platform === 'linux') expect(cores).toBeGreaterThanOrEqual(0)
    else expect(cores).toBeNull()
  })
})
