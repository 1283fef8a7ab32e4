import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import type { Trash } from '../../../shared/schema/organise.ts'
import { useLab } from '../../platform/client.ts'
import { isDisconnection } from '../../stores/follow.ts'
import { useNotices } from '../../stores/notices.ts'
import { useOrganise } from '../../stores/organise.ts'
import { useRuns } from '../../stores/runs.ts'

export interface TrashModel {
  /** Null until it has been read. */
  readonly trash: ShallowRef<Trash | null>
  /** What the last emptying did. */
  readonly removed: ShallowRef<{ readonly runs: number; readonly kept: number; readonly bytes: number } | null>
  empty(): Promise<void>
}

/** What lies in the trash. It is read again when the list of runs or of projects changes: what leaves one of them may have come here. */
export function useTrash(): TrashModel {
  const lab = useLab()
  const notices = useNotices()
  const runs = useRuns()
  const organise = useOrganise()
  const trash = shallowRef<Trash | null>(null)
  const removed = shallowRef<{ runs: number; kept: number; bytes: number } | null>(null)
  const left = new AbortController()
  onScopeDispose(() => left.abort())

  async function read(): Promise<void> {
    try {
      trash.value = await lab.call('trash.list', {}, { signal: left.signal })
    } catch (error) {
      if (!isDisconnection(error)) notices.fail('The trash could not be read', error)
    }
  }
  watch([() => runs.list.length, () => organise.projects], read, { immediate: true })

  async function empty(): Promise<void> {
    try {
      const done = await lab.call('trash.empty', { ids: null })
      removed.value = { runs: done.removed.length, kept: done.kept.length, bytes: done.bytes }
      await read()
    } catch (error) {
      notices.fail('The trash was not emptied', error)
    }
  }
  return { trash, removed, empty }
}
