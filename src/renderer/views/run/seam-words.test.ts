import { expect, test } from 'vitest'
import { RunId } from '../../../shared/schema/run.ts'
import { seamWords } from './seam-words.ts'

const now = new Date(2026, 10, 23, 15, 0)
const seam = (step: number, sameBuild = true) => ({ step, at: new Date(2026, 10, 22, 9, 0).toISOString(), sameBuild })

test('a resumption says its step, its date and a build that is another', () => {
  expect(seamWords({ seams: [seam(887), seam(1200, false)], parent: null }, now).map(({ words }) => words)).toEqual([
    'resumed at step 887, 22 Nov',
    expect.stringMatching(/^resumed at step 1.200, 22 Nov with another build$/),
  ])
})
test('the first seam of a fork is its beginning', () => {
  const parent = { run: RunId.parse('run_000000000000'), step: 640, fork: { state: 640 } }
  expect(seamWords({ seams: [seam(640), seam(640), seam(700)], parent }, now).map(({ words }) => words.split(' ')[0])).toEqual(['forked', 'resumed', 'resumed'])
})
