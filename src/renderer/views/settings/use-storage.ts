import { shallowRef, watch, type ShallowRef } from 'vue'
import type { RunId } from '../../../shared/schema/run.ts'
import type { MoveProgress, Moved, StorageUse } from '../../../shared/schema/storage.ts'
import { useLab, useLabLink } from '../../platform/client.ts'
import { isDisconnection } from '../../stores/follow.ts'
import { useNotices } from '../../stores/notices.ts'

/** What the store takes of the disk, and how that becomes less or goes elsewhere. */
export interface Storage {
  readonly use: ShallowRef<StorageUse | null>
  /** What thinning these runs would free and remove; null where the lab refused. */
  preview(ids: readonly RunId[]): Promise<{ readonly bytes: number; readonly checkpoints: number } | null>
  thin(ids: readonly RunId[]): Promise<void>
  /** Null while nothing is copied. */
  readonly moving: ShallowRef<MoveProgress | null>
  readonly moved: ShallowRef<Moved | null>
  move(folder: string): Promise<void>
  stopMoving(): void
}

export function useStorage(): Storage {
  const lab = useLab()
  const link = useLabLink()
  const notices = useNotices()
  const use = shallowRef<StorageUse | null>(null)
  const moving = shallowRef<MoveProgress | null>(null)
  const moved = shallowRef<Moved | null>(null)
  let stop = new AbortController()

  async function attempt<T>(failed: string, work: () => Promise<T>): Promise<T | null> {
    try {
      return await work()
    } catch (error) {
      if (!isDisconnection(error)) notices.fail(failed, error)
      return null
    }
  }
  const read = () => attempt('What the store takes is not known', async () => void (use.value = await lab.call('storage.use', {})))
  watch(link.generation, (generation) => void (generation > 0 && read()), { immediate: true })

  return {
    use,
    preview: (ids) =>
      attempt('Nothing was thinned', async () => {
        const { runs, bytes } = await lab.call('storage.thin', { ids, preview: true })
        return { bytes, checkpoints: runs.reduce((sum, { removes }) => sum + removes.length, 0) }
      }),
    async thin(ids) {
      const done = await attempt('Nothing was thinned', () => lab.call('storage.thin', { ids, preview: false }))
      if (done !== null) await read()
    },
    moving,
    moved,
    async move(folder) {
      stop = new AbortController()
      moving.value = { share: 0, part: 'database' }
      moved.value = await attempt('The store was not copied', async () => {
        const copy = lab.stream('storage.move', { folder }, { signal: stop.signal })
        for await (const progress of copy) moving.value = progress
        return copy.end
      })
      moving.value = null
    },
    stopMoving: () => stop.abort(),
  }
}
