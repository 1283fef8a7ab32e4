import type Database from 'better-sqlite3'
import { LabError } from '../../../shared/errors.ts'
import { decodeSafetensors, encodeSafetensors } from '../../../shared/safetensors.ts'
import type { CheckpointInfo, RunId } from '../../../shared/schema/run.ts'
import type { NamedTensors } from '../../../shared/tensors.ts'
import type { Blob, Blobs } from './blobs.ts'
import { from, type Reads } from './reads.ts'

/** A checkpoint whose files are on disk and whose rows are not yet written. */
export interface StagedCheckpoint {
  readonly step: number
  readonly weights: Blob
  readonly optimiser: Blob | null
}

export interface Checkpoints {
  /** Files first: they are synced before `commit` names them. */
  stage(checkpoint: { readonly step: number; readonly weights: NamedTensors; readonly optimiser: NamedTensors | null }): Promise<StagedCheckpoint>
  /** Call inside a transaction, together with the points up to the step. A step that has one already keeps its optimiser state. */
  commit(run: RunId, staged: StagedCheckpoint): void
  list(run: RunId, after?: number): CheckpointInfo[]
  /** Another run gets those up to a step; the files are shared. Call inside a transaction. */
  share(run: RunId, other: RunId, upTo: number): void
  /** The newest from which training can go on. */
  newestResumable(run: RunId): number | null
  /** Where the weights at a step are kept; the last ones where it is null. */
  weightsBlob(run: RunId, step: number | null): Blob & { readonly step: number }
  /** Their safetensors file. */
  weightsFile(run: RunId, step: number | null): Promise<{ readonly step: number; readonly bytes: Uint8Array<ArrayBuffer> }>
  weights(run: RunId, step: number | null): Promise<{ readonly step: number; readonly tensors: NamedTensors }>
  /** Weights and optimiser state at a step that has both. */
  state(run: RunId, step: number): Promise<{ readonly weights: NamedTensors; readonly optimiser: NamedTensors }>
  /** Weights and optimiser state of the newest checkpoint from which training can go on; one whose files are damaged is passed over. */
  newestState(run: RunId): Promise<{ readonly step: number; readonly weights: NamedTensors; readonly optimiser: NamedTensors } | null>
}

export function checkpoints(db: Database.Database, reads: Reads, blobs: Blobs): Checkpoints {
  const insert = db.prepare(
    `INSERT INTO checkpoint (run_id, step, weights, optimiser) VALUES (?, ?, ?, ?)
     ON CONFLICT (run_id, step) DO UPDATE SET optimiser = coalesce(excluded.optimiser, optimiser)`,
  )

  const shared = db.prepare('INSERT INTO checkpoint (run_id, step, weights, optimiser) SELECT ?, step, weights, optimiser FROM checkpoint WHERE run_id = ? AND step <= ?')

  const row = (run: RunId, step: number | null) => {
    const query = from.selectFrom('checkpoint').selectAll().where('run_id', '=', run).orderBy('step', 'desc').limit(1)
    const found = reads.first(step === null ? query : query.where('step', '=', step))
    if (found !== undefined) return found
    const steps = reads.all(from.selectFrom('checkpoint').select('step').where('run_id', '=', run).orderBy('step')).map((r) => r.step)
    throw noCheckpoint(run, step, steps)
  }

  const weightsFile: Checkpoints['weightsFile'] = async (run, step) => {
    const found = row(run, step)
    return { step: found.step, bytes: await blobs.read(found.weights) }
  }

  return {
    weightsBlob(run, step) {
      const found = row(run, step)
      const blob = reads.first(from.selectFrom('blob').selectAll().where('sha256', '=', found.weights))
      if (blob === undefined) throw new Error(`The store has no row of the file ${found.weights}, which a checkpoint names.`)
      return { ...blob, step: found.step }
    },

    async stage({ step, weights, optimiser }) {
      return {
        step,
        weights: await blobs.write('weights', encodeSafetensors(weights)),
        optimiser: optimiser === null ? null : await blobs.write('optimiser', encodeSafetensors(optimiser)),
      }
    },

    commit(run, { step, weights, optimiser }) {
      blobs.name(weights)
      if (optimiser !== null) blobs.name(optimiser)
      insert.run(run, step, weights.sha256, optimiser?.sha256 ?? null)
    },

    list(run, after = -1) {
      const query = from
        .selectFrom('checkpoint')
        .innerJoin('blob as w', 'w.sha256', 'checkpoint.weights')
        .leftJoin('blob as o', 'o.sha256', 'checkpoint.optimiser')
        .select(['checkpoint.step', 'w.size as weights', 'o.size as optimiser'])
        .where('run_id', '=', run)
        .where('step', '>', after)
        .orderBy('step')
      return reads.all(query).map((r) => ({ step: r.step, hasOptimiser: r.optimiser !== null, bytes: r.weights + (r.optimiser ?? 0) }))
    },

    share: (run, other, upTo) => void shared.run(other, run, upTo),

    newestResumable: (run) =>
      reads.first(from.selectFrom('checkpoint').select('step').where('run_id', '=', run).where('optimiser', 'is not', null).orderBy('step', 'desc').limit(1))?.step ?? null,

    weightsFile,

    async weights(run, step) {
      const file = await weightsFile(run, step)
      return { step: file.step, tensors: decodeSafetensors(file.bytes) }
    },

    async state(run, step) {
      const { weights, optimiser } = row(run, step)
      const files = await Promise.all([blobs.read(weights), blobs.read(optimiser ?? '')])
      return { weights: decodeSafetensors(files[0]), optimiser: decodeSafetensors(files[1]) }
    },

    async newestState(run) {
      const query = from.selectFrom('checkpoint').selectAll().where('run_id', '=', run).where('optimiser', 'is not', null).orderBy('step', 'desc')
      for (const { step, weights, optimiser } of reads.all(query)) {
        try {
          const files = await Promise.all([blobs.read(weights), blobs.read(optimiser ?? '')])
          return { step, weights: decodeSafetensors(files[0]), optimiser: decodeSafetensors(files[1]) }
        } catch (error) {
          if (!(error instanceof LabError) || error.code !== 'store-corrupt') throw error
        }
      }
      return null
    },
  }
}

function noCheckpoint(run: RunId, step: number | null, steps: readonly number[]): LabError {
  const nearest = step === null ? undefined : [...steps].sort((a, b) => Math.abs(a - step) - Math.abs(b - step))[0]
  const advice = nearest === undefined ? 'It has none yet; let it train a little first.' : `The nearest one is at step ${nearest}.`
  const where = step === null ? '' : ` at step ${step}`
  return new LabError('no-checkpoint', `The run has no checkpoint${where}. Nothing was changed. ${advice}`, { run, step, nearest: nearest ?? null })
}
