import { describe, expect, test } from 'vitest'
import { RunConfig } from '../../../shared/schema/run-config.ts'
import { RunId } from '../../../shared/schema/run.ts'
import { tinyConfig } from '../testing/sample-runs.ts'
import { colourSlot, nameOf, newRunId } from './naming.ts'

const config = RunConfig.parse(tinyConfig)
const preset = { title: 'Tiny', config }
const free = new Set<string>()

describe('what a run is called', () => {
  test('ids are of the agreed form and differ', () => {
    const ids = Array.from({ length: 100 }, newRunId)
    expect(ids.every((id) => RunId.safeParse(id).success)).toBe(true)
    expect(new Set(ids).size).toBe(100)
  })

  test('seed and steps are no changes, and many changes are counted', () => {
    expect(nameOf({ ...config, seed: 5, steps: 9 }, preset, free)).toBe('Tiny, seed 5')
    const many = { ...config, precision: 'f64', measures: [], checkpoint: { ratio: 2 }, log: { every_until: 1, ratio: 3 } } as const
    expect(nameOf(many, preset, free)).toBe('Tiny, precision f64, every_until 1, ratio 3, 2 more changes, seed 0')
  })

  test('one of several seeds says of which', () => {
    expect(nameOf({ ...config, seed: 5 }, preset, free, [0, 15])).toBe('Tiny, seed 5 of 0..15')
  })

  test('a name that is taken gets the next number', () => {
    expect(nameOf(config, preset, new Set(['Tiny, seed 0', 'Tiny, seed 0 (2)']))).toBe('Tiny, seed 0 (3)')
  })

  test('a colour is the lowest that is free, then the lowest of the least used', () => {
    expect(colourSlot([])).toBe(1)
    expect(colourSlot([1, 2, 4])).toBe(3)
    const all = Array.from({ length: 28 }, (_, i) => i + 1)
    expect(colourSlot(all)).toBe(1)
    expect(colourSlot([...all, 1, 3])).toBe(2)
  })
})
