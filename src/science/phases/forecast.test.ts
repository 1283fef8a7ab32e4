import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Curves } from '../../shared/schema/run.ts'
import { firstStepAtLeast } from './events.ts'
import { forecast, type Forecast } from './forecast.ts'

type Recorded = { readonly medianCurves?: Readonly<Record<string, { readonly steps: readonly number[]; readonly values: readonly (number | null)[] }>> }

/** The recorded curves of every experiment and of every member of a set that groks: learnt by heart long before its tests are right. */
function recorded(): readonly { readonly name: string; readonly curves: Curves; readonly learnt: number; readonly right: number }[] {
  const folder = resolve(import.meta.dirname, '../../../resources/expected')
  return readdirSync(folder).flatMap((file) => {
    const { members = {}, ...whole } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Recorded & { readonly members?: Readonly<Record<string, Recorded>> }
    return Object.entries({ '': whole as Recorded, ...members }).flatMap(([member, { medianCurves = {} }]) => {
      const curves: Curves = Object.fromEntries(
        Object.entries(medianCurves).map(([series, { steps, values }]) => [series, { steps: Uint32Array.from(steps), values: Float64Array.from(values, (value) => value ?? NaN) }]),
      )
      const learnt = firstStepAtLeast(curves['train_accuracy'], 0.99)
      const right = firstStepAtLeast(curves['test_accuracy'], 0.99)
      return learnt === null || learnt < 1 || right === null || right < 2 * learnt || right < 20 ? [] : [{ name: `${file} ${member}`, curves, learnt, right }]
    })
  })
}

function upTo(curves: Curves, step: number): Curves {
  return Object.fromEntries(
    Object.entries(curves).map(([name, { steps, values }]) => {
      const count = steps.filter((s) => s <= step).length
      return [name, { steps: steps.slice(0, count), values: values.slice(0, count) }]
    }),
  )
}

const isStep = (found: ReturnType<typeof forecast>): found is Forecast => found !== null && 'step' in found

/** What is said of each recorded run after a share of the way (in the logarithm of steps) from learnt by heart to right. */
function said(share: number) {
  return recorded().flatMap(({ name, curves, learnt, right }) => {
    const now = Math.exp(Math.log(learnt) + share * Math.log(right / learnt))
    const found = forecast({ curves: upTo(curves, now), expected: null, byDecay: null })
    return [{ name, right, found }]
  })
}

describe('the forecast by the trend of the test loss, on recorded curves', () => {
  test.each([
    [0.65, 1.65, 0.6],
    [0.8, 1.5, 0.75],
    [0.9, 1.4, 0.8],
  ])('after %d of the way it is within × %d in the middle, and %d of the runs are inside its range', (share, factor, inside) => {
    const all = said(share)
    const found = all.filter((each): each is typeof each & { found: Forecast } => isStep(each.found))
    expect(all.length).toBeGreaterThan(30)
    expect(found.length / all.length).toBeGreaterThan(0.5)
    const off = found.map(({ found: { step }, right }) => Math.abs(Math.log(step / right))).sort((a, b) => a - b)
    expect(Math.exp(off[Math.floor(off.length / 2)]!)).toBeLessThan(factor)
    expect(found.filter(({ found: { low, high }, right }) => right >= low && right <= high).length / found.length).toBeGreaterThanOrEqual(inside)
  })
})

describe('what else is known', () => {
  const series = (values: readonly number[]) => ({ steps: Uint32Array.from(values, (_, i) => 10 * i), values: Float64Array.from(values) })
  const plateau: Curves = { train_accuracy: series([0, 0.5, 1, 1, 1, 1, 1, 1]), test_accuracy: series([0, 0, 0, 0, 0, 0, 0, 0]), test_loss: series([4, 8, 10, 10, 10, 10, 10, 10]) }

  test('nothing is told where nothing is known', () => {
    expect(forecast({ curves: {}, expected: null, byDecay: null })).toEqual({ reason: 'Nothing is logged yet.' })
    expect(forecast({ curves: plateau, expected: null, byDecay: null })).toEqual({ reason: 'The test loss does not fall yet.' })
  })
  test('checked seeds come first, and no longer once the run is later than all of them', () => {
    expect(forecast({ curves: plateau, expected: [400, 900], byDecay: 300 })).toMatchObject({ step: 600, low: 400, high: 900 })
    expect(forecast({ curves: plateau, expected: [40, 60], byDecay: 300 })).toMatchObject({ step: 300, method: expect.stringContaining('weight decay') as string })
    expect(forecast({ curves: plateau, expected: [40, 60], byDecay: 30 })).toHaveProperty('reason')
  })
  test('a line through a straight way down ends where that does', () => {
    const falling: Curves = { ...plateau, test_loss: series([4, 8, 10, 9, 8, 7, 6, 5]) }
    const longer: Curves = Object.fromEntries(Object.entries(falling).map(([name, { values }]) => [name, series([...values.slice(0, 3), ...Array.from({ length: 12 }, (_, i) => (name === 'test_loss' ? 10 - (i + 1) * 0.5 : values.at(-1)!))])]))
    expect(forecast({ curves: longer, expected: null, byDecay: null })).toMatchObject({ step: Math.round(20 + (10 - 0.2) / 0.05) })
  })
  test('there is none where the tests are right', () => {
    expect(forecast({ curves: { ...plateau, test_accuracy: series([0, 0, 0, 0, 0, 0, 0.5, 1]) }, expected: null, byDecay: null })).toBeNull()
  })
})
