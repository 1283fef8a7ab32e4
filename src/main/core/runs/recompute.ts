import { LabError } from '../../../shared/errors.ts'
import type { Stream } from '../../../shared/rpc/specification.ts'
import type { RunConfig } from '../../../shared/schema/run-config.ts'
import type { RunId } from '../../../shared/schema/run.ts'
import type { TrainEnd, TrainingState, TrainItem } from '../../../shared/worker-contract.ts'
import { forkOf, type Stretch } from '../store/forks.ts'
import type { RunRow } from '../store/run-table.ts'
import type { Store } from '../store/store.ts'
import { inBatches } from './in-batches.ts'
import type { Points } from './points-together.ts'

/** The state after some steps, or how it ended before. */
type Outcome = { readonly state: TrainingState } | { readonly end: TrainEnd }
/** Trains one stretch without keeping what it logs. */
type Retrain = (config: RunConfig, from: TrainingState) => Promise<Outcome>

/**
 * A fork begins with the state of the run that it was forked from; where only the weights are stored there, that is computed again from
 * the nearest state before. Any other run, and a fork that is past its beginning, goes on from its newest state.
 *
 * @returns the state to go on from, and how it came about where there is something to say
 */
export async function stateOfFork(
  store: Store,
  row: RunRow,
  newest: TrainingState | null,
  retrain: Retrain,
): Promise<{ readonly state: TrainingState | null; readonly note: string | null } | { readonly end: TrainEnd }> {
  const fork = forkOf(row)
  if (fork === null || newest === null || newest.step >= (row.parent_step ?? 0)) return { state: newest, note: null }
  const again = await recompute(fork.made, newest, retrain)
  return 'end' in again ? again : keepState(store, row.id, again.state, newest.step)
}

/** Takes a stream of training to its end. Who hears of it is told everything but the points. */
export async function stateAtEnd(stream: Stream<TrainItem, TrainEnd>, wait: Parameters<typeof inBatches>[1], hear: (item: Exclude<TrainItem, Points>) => Promise<void>): Promise<Outcome> {
  let last: Points['checkpoint'] = null
  for await (const items of inBatches(stream, wait)) {
    for (const item of items) {
      if (item.kind === 'points') last = item.checkpoint ?? last
      else await hear(item)
    }
  }
  const end = await stream.end
  if (end.reason !== 'finished') return { end }
  if (last === null || last.optimiser === null) throw new LabError('internal', 'The state of a fork was computed again, and did not come. Its checkpoints are safe; resume it.')
  return { state: { step: last.step, weights: last.weights, optimiser: last.optimiser } }
}

async function recompute(made: readonly Stretch[], from: TrainingState, retrain: Retrain): Promise<Outcome> {
  let state = from
  for (const { to, config } of made) {
    if (to <= state.step) continue
    const result = await retrain(withoutLooking(config, to), state)
    if ('end' in result) return result
    state = result.state
  }
  return { state }
}

/** Neither logging nor measuring changes what is trained, so nothing is looked at before the end. */
function withoutLooking(config: RunConfig, steps: number): RunConfig {
  return { ...config, steps, log: { every_until: 0, ratio: 10 }, checkpoint: { ratio: 10 }, measures: [] }
}

/**
 * Keeps a recomputed state at the checkpoint that had weights only. The weights stay those that are stored: where the recomputed ones
 * are others, because another build made them, only the optimiser's part is taken from there.
 *
 * @returns the state to go on from, and a sentence on how it was made
 */
async function keepState(store: Store, run: RunId, made: TrainingState, from: number): Promise<{ readonly state: TrainingState; readonly note: string }> {
  const staged = await store.checkpoints.stage(made)
  const stored = store.checkpoints.weightsBlob(run, made.step)
  store.transact(() => store.checkpoints.commit(run, { ...staged, weights: stored }))
  const how = `The optimiser's state at step ${made.step} was not stored; it was computed again from step ${from}`
  if (stored.sha256 === staged.weights.sha256) return { state: made, note: `${how}, and the weights came out the same to the last bit.` }
  const { tensors } = await store.checkpoints.weights(run, made.step)
  return { state: { ...made, weights: { ...tensors } }, note: `${how} by another build, whose weights differ in rounding; the stored weights were kept.` }
}
