import { expect, test } from 'vitest'
import { LabError } from '../../shared/errors.ts'
import { RunId, type RunSummary } from '../../shared/schema/run.ts'
import { findRun } from './find-run.ts'

const run = (id: string, createdAt: string): RunSummary => ({ id: RunId.parse(id), createdAt }) as RunSummary
const runs = [run('run_aaaaaaaaaaa1', '2026-01-01T00:00:00Z'), run('run_aaaaaaaaaab2', '2026-03-01T00:00:00Z'), run('run_bbbbbbbbbbb3', '2026-02-01T00:00:00Z')]

const code = (word: string, list = runs): string => {
  try {
    findRun(list, word)
  } catch (error) {
    if (error instanceof LabError) return error.code
  }
  return 'found'
}

test('a run is found by its id, by its beginning, or as the latest', () => {
  expect(findRun(runs, 'run_aaaaaaaaaaa1').id).toBe('run_aaaaaaaaaaa1')
  expect(findRun(runs, 'run_b').id).toBe('run_bbbbbbbbbbb3')
  expect(findRun(runs, 'aaaaaaaaaab').id).toBe('run_aaaaaaaaaab2')
  expect(findRun(runs, 'latest').id).toBe('run_aaaaaaaaaab2')
})

test('a beginning of several runs or of none is refused', () => {
  expect(code('run_a')).toBe('bad-input')
  expect(code('zzz')).toBe('unknown-run')
  expect(code('latest', [])).toBe('unknown-run')
})
