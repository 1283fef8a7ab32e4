import { z } from 'zod'
import { call, stream } from '../rpc/specification.ts'
import { RunId } from '../schema/run.ts'
import { Moved, MoveProgress, StorageUse, Thinning } from '../schema/storage.ts'

const nothing = z.strictObject({})

/** What the store takes of the disk, and how that becomes less or goes elsewhere. */
export const storageMethods = {
  'storage.use': call(nothing, StorageUse),
  /**
   * Removes checkpoints of any number of runs for good; curves, events and values of measures stay. Kept are the first, the last, the
   * newest that training can go on from, those at events, bookmarks and forks, and every eighth, with the states of the optimiser that
   * the lab saves there. Refused while one of the runs trains or waits to. With `preview` nothing is removed.
   */
  'storage.thin': call(
    z.strictObject({ ids: z.array(RunId).min(1).max(10_000).readonly(), preview: z.boolean() }),
    z.strictObject({ runs: z.array(Thinning).readonly(), /** Of the files that go. */ bytes: z.number() }),
  ),
  /**
   * A whole, checked copy of the store in another folder, which has to be new or empty; refused while a run trains or waits to. The lab
   * stays on the old folder, which is left as it is: close it and open it on the new one. Cancelled, it leaves nothing behind. It is the one
   * method that takes a path from the page: the folder has to be new or empty, and nothing is ever written over.
   */
  'storage.move': stream(z.strictObject({ folder: z.string().min(1).max(4096) }), MoveProgress, Moved),
} as const
