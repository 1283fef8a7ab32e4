import type { CheckpointInfo } from '../../shared/schema/run.ts'

/** What a run that was stopped has saved, and what `resume` does with it: it trains from the newest checkpoint with the optimiser's state. */
export function stoppedSentence(id: string, step: number, checkpoints: readonly CheckpointInfo[]): string {
  const resume = `“grokscope resume ${id}”`
  const from = checkpoints.findLast(({ hasOptimiser }) => hasOptimiser)?.step
  if (from === undefined) return `Stopped ${step === 0 ? 'before its first checkpoint, so there is nothing to go on from' : `at step ${step}: its curves are saved up to there, but there is no checkpoint`}. ${resume} trains it from the beginning.`
  if (from < step) return `Stopped at step ${step}; its last checkpoint to go on from is at step ${from}. ${resume} goes on from that one.`
  return `Stopped at step ${step} with a checkpoint; everything up to it is saved. ${resume} goes on from there.`
}
