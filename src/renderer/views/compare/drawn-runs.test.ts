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
  expect(leftOutWords(drawn.length, chosen.length)).toBe('The first 40 of 2\u202f000 chosen are drawn; filter or group to see the others.')
})
test('a few are all drawn, and nothing is said', () => {
  expect(drawnOf(chosen.slice(0, 5), null)).toHaveLength(5)
  expect(leftOutWords(5, 5)).toBe('')
})
