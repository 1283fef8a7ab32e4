import { expect, test } from 'vitest'
import type { SeriesData } from '../../shared/schema/run.ts'
import { grownSeries, isGrownFrom } from './growing-series.ts'

const from = (first: number, count: number): SeriesData => {
  const steps = Uint32Array.from({ length: count }, (_, i) => first + i)
  return { steps, values: Float64Array.from(steps, (step) => step / 2) }
}

test('a series that grows point by point is copied a few times, and keeps every point', () => {
  let series = from(0, 1)
  const memories = new Set<ArrayBufferLike>()
  for (let step = 1; step < 10_000; step++) {
    series = grownSeries(series, step, from(step, 1))
    memories.add(series.values.buffer)
  }
  expect([...series.steps]).toEqual([...from(0, 10_000).steps])
  expect([...series.values]).toEqual([...from(0, 10_000).values])
  expect(memories.size).toBeLessThan(45)
  expect(series.values.buffer.byteLength).toBeLessThanOrEqual(1.25 * 8 * 10_000 + 8)
})

test('what was given out before stays as it was, also when two go on from it differently', () => {
  const base = grownSeries(from(0, 2), 2, from(2, 2))
  const one = grownSeries(base, 4, from(4, 1))
  const other = grownSeries(base, 4, from(9, 1))
  const cut = grownSeries(one, 3, from(7, 1))
  expect([base, one, other, cut].map(({ steps }) => [...steps])).toEqual([[0, 1, 2, 3], [0, 1, 2, 3, 4], [0, 1, 2, 3, 9], [0, 1, 2, 7]])
  expect([isGrownFrom(one, base), isGrownFrom(other, base), isGrownFrom(cut, one)]).toEqual([true, false, false])
})

test('series that are logged at the same steps lie beside one array of them, until one is not', () => {
  const both = (a: SeriesData, b: SeriesData, more: SeriesData): [SeriesData, SeriesData] => {
    const first = grownSeries(a, a.steps.length, more)
    return [first, grownSeries(b, b.steps.length, { steps: more.steps.slice(), values: more.values.map((v) => -v) }, [first])]
  }
  let [a, b] = [from(0, 3), from(0, 3)]
  for (let step = 3; step < 500; step++) [a, b] = both(a, b, from(step, 1))
  expect(a.steps.buffer).toBe(b.steps.buffer)
  expect([...b.steps]).toEqual([...from(0, 500).steps])
  expect([...b.values].slice(3)).toEqual([...from(3, 497).values].map((v) => -v))

  const apart = grownSeries(b, 500, from(600, 2))
  const on = grownSeries(a, 500, from(500, 2))
  expect([...apart.steps].slice(499)).toEqual([499, 600, 601])
  expect([...on.steps].slice(499)).toEqual([499, 500, 501])
  expect([...a.steps]).toEqual([...from(0, 500).steps])
})
