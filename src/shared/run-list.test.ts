import { expect, test } from 'vitest'
import { withChange } from './run-list.ts'
import { RunId, type RunSummary } from './schema/run.ts'

const run = (n: number, name = 'as it was'): RunSummary => ({ id: RunId.parse(`run_${String(n).padStart(12, '0')}`), name, createdAt: `2026-11-23T05:00:0${n}.000Z` }) as RunSummary
const change = (isWhole: boolean, runs: readonly RunSummary[], gone: readonly RunSummary[] = []) => ({ isWhole, runs, gone: gone.map(({ id }) => id) })

test('a list follows its changes: newest first, the same objects where nothing changed', () => {
  const [one, two, three] = [run(1), run(2), run(3)]
  const first = withChange([], change(true, [three, one]))
  expect(first).toEqual([three, one])
  const renamed = run(1, 'renamed')
  const second = withChange(first, change(false, [renamed]))
  expect(second).toEqual([three, renamed])
  expect(second[0]).toBe(three)
  expect(withChange(second, change(false, [two]))).toEqual([three, two, renamed])
  expect(withChange(second, change(false, [two], [three]))).toEqual([two, renamed])
  expect(withChange(second, change(false, [], [run(9)]))).toEqual(second)
})

test('a whole list replaces what was known, also where nothing is left', () => {
  expect(withChange([run(2), run(1)], change(true, [run(3)]))).toEqual([run(3)])
  expect(withChange([run(1)], change(true, []))).toEqual([])
})
