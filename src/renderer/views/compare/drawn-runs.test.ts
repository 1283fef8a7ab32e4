import { expect, test } from 'vitest'
import type { RunSummary } from '../../../shared/schema/run.ts'
import { drawnOf, leftOutWords, mostDrawn } from './drawn-runs.ts'

const chosen = Array.from({ length: 2000 }, (_, i) => ({ name: `run ${i}`, run: { id: `run_${i}` } as RunSummary }))

test('of 2 000 chosen runs the first are drawn, the baseline among them, and the rest is named', () => {
  const base = chosen[1234]!.run.id
  const drawn = drawnOf(chosen, base)
  expect(drawn).toHaveLength(mostDrawn)
  expect(drawn.at(-1)?.run.id).toBe(base)
  expect(drawnOf(chosen, chosen[3]!.run.id)).toEqual(chosen.slice(0, mostDrawn))
  expect(leftOutWords(drawn.length, chosen.length, 0)).toBe('The first 40 of 2\u202f000 chosen are drawn; filter or group to see the others.')
})
test('a few are all drawn, and nothing is said', () => {
  expect(drawnOf(chosen.slice(0, 5), null)).toHaveLength(5)
  expect(leftOutWords(5, 5, 0)).toBe('')
})

test('hidden runs are counted', () => {
  expect(leftOutWords(4, 4, 1)).toBe('1 chosen run is hidden from charts and is left out of everything but the table.')
  expect(leftOutWords(40, 50, 3)).toMatch(/^The first 40 of 50 chosen are drawn; .* 3 chosen runs are hidden/)
})
