import { z } from 'zod'
import { RunId } from './run.ts'

const step = z.int().min(0)
const bytes = z.number().min(0)

/** What a run takes of the disk. Files that runs share are counted with each of them. */
export const RunStorage = z.strictObject({
  id: RunId,
  name: z.string(),
  isTrashed: z.boolean(),
  checkpoints: z.int(),
  weights: bytes,
  optimiser: bytes,
  curves: bytes,
  /** What thinning this run alone would free; null where it cannot be thinned. */
  thinning: bytes.nullable(),
})
export type RunStorage = z.output<typeof RunStorage>

/** Bytes of files are those of their content; on disk they are compressed, weights hardly. */
export const StorageUse = z.strictObject({
  folder: z.string(),
  database: bytes,
  weights: bytes,
  optimiser: bytes,
  /** Files that the user added. */
  data: bytes,
  /** What is left on the disk; null where the system does not say. */
  free: bytes.nullable(),
  /** The largest first. */
  runs: z.array(RunStorage).readonly(),
})
export type StorageUse = z.output<typeof StorageUse>

/** What thinning leaves of the checkpoints of one run. */
export const Thinning = z.strictObject({
  id: RunId,
  keeps: z.array(step).readonly(),
  removes: z.array(step).readonly(),
  /** Of those that it keeps, which lose the state of the optimiser. */
  losesOptimiser: z.array(step).readonly(),
})
export type Thinning = z.output<typeof Thinning>

/** How far the copy is, 0 to 1, and what it is at. */
export const MoveProgress = z.strictObject({ share: z.number().min(0).max(1), part: z.enum(['database', 'files', 'check']) })
export type MoveProgress = z.output<typeof MoveProgress>

export const Moved = z.strictObject({
  /** Where the whole store now stands as well. */
  folder: z.string(),
  runs: z.int(),
  files: z.int(),
  /** Of the files, those that are the same on disk as those of the old folder. */
  linked: z.int(),
})
export type Moved = z.output<typeof Moved>
