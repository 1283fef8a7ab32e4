import { expect, test } from 'vitest'
import type { RunId } from '../../shared/schema/run.ts'
import { parseSession, placeOf, recentFirst } from './session-value.ts'

const id = (n: number): RunId => `run_${String(n).padStart(12, '0')}` as RunId

test('the first time, and after anything that is not a session, one begins at the start', () => {
  for (const value of [null, 7, 'x', [], {}, { path: 'https://example.org', recent: ['../'] }]) expect(parseSession(value)).toEqual({ path: '/', recent: [], selection: [] })
})
test('a path may not lead out of the page', () => {
  expect(parseSession({ path: '//example.org/' }).path).toBe('/')
  expect(parseSession({ path: '/runs/run_1?step=3' }).path).toBe('/runs/run_1?step=3')
})
test('runs opened last stand first, each once, a dozen at most', () => {
  const many = Array.from({ length: 20 }, (_, i) => id(i % 15))
  expect(recentFirst([id(3), ...many])).toHaveLength(12)
  expect(recentFirst([id(3), id(1), id(3)])).toEqual([id(3), id(1)])
})
test('a place with two thousand chosen runs is kept without them, because the choice is kept beside it', () => {
  const many = Array.from({ length: 2_000 }, (_, i) => id(i)).join(',')
  expect(parseSession({ path: placeOf(`/compare?runs=${many}&baseline=${id(3)}`) }).path).toBe(`/compare?baseline=${id(3)}`)
  expect(placeOf('/compare?runs=a,b')).toBe('/compare?runs=a,b')
})
