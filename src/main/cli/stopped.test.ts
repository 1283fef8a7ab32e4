import { expect, test } from 'vitest'
import { stoppedSentence } from './stopped.ts'

const whole = (step: number) => ({ step, hasOptimiser: true, bytes: 1 })
const weightsOnly = (step: number) => ({ step, hasOptimiser: false, bytes: 1 })

test('a run that is stopped says from where it can go on', () => {
  expect(stoppedSentence('run_x', 80, [whole(0), whole(80)])).toBe('Stopped at step 80 with a checkpoint; everything up to it is saved. “grokscope resume run_x” goes on from there.')
  expect(stoppedSentence('run_x', 80, [whole(40), weightsOnly(80)])).toBe('Stopped at step 80; its last checkpoint to go on from is at step 40. “grokscope resume run_x” goes on from that one.')
})

test('a run that was stopped before it had a checkpoint does not claim one', () => {
  expect(stoppedSentence('run_x', 0, [])).toBe('Stopped before its first checkpoint, so there is nothing to go on from. “grokscope resume run_x” trains it from the beginning.')
  expect(stoppedSentence('run_x', 7, [])).toMatch(/^Stopped at step 7: its curves are saved up to there, but there is no checkpoint\. .* from the beginning\.$/)
})
