import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import type { LogEntry, ProjectSummary } from '../../../shared/schema/organise.ts'
import { useLab } from '../../platform/client.ts'
import { isDisconnection } from '../../stores/follow.ts'
import { useNotices } from '../../stores/notices.ts'
import { useOrganise } from '../../stores/organise.ts'

export interface Log {
  /** Newest first; null until they have been read. */
  readonly entries: ShallowRef<readonly LogEntry[] | null>
  write(text: string): Promise<boolean>
  change(entry: LogEntry, text: string): Promise<boolean>
  remove(entry: LogEntry): Promise<void>
}

/** The lab log of a project. It is read again after every change, and when the project says that it changed elsewhere. */
export function useLog(project: () => ProjectSummary): Log {
  const lab = useLab()
  const notices = useNotices()
  const organise = useOrganise()
  const entries = shallowRef<readonly LogEntry[] | null>(null)
  const left = new AbortController()
  onScopeDispose(() => left.abort())

  async function read(): Promise<void> {
    try {
      entries.value = await lab.call('log.list', { project: project().id }, { signal: left.signal })
    } catch (error) {
      if (!isDisconnection(error)) notices.fail('The log could not be read', error)
    }
  }
  watch(project, read, { immediate: true })

  const then = <T>(work: Promise<T>): Promise<T> => work.finally(() => void read())
  const restore = (list: readonly LogEntry[]): Promise<unknown> => then(lab.call('log.restore', { entries: list }))
  const take = (ids: readonly string[]) => then(lab.call('log.remove', { ids: [...ids] }))

  return {
    entries,
    async write(text) {
      const made = await organise.edit({
        refusal: 'The entry was not written',
        title: 'write in the log',
        work: () => then(lab.call('log.write', { project: project().id, text })),
        back: ({ id }) => take([id]),
        again: async (entry) => void (await restore([entry])),
      })
      return made !== null
    },
    async change(entry, text) {
      const made = await organise.edit({
        refusal: 'The entry was not changed',
        title: 'change an entry of the log',
        work: () => then(lab.call('log.edit', { id: entry.id, text })),
        back: ({ before }) => restore([before]),
        again: async (answer) => void (await restore([answer.entry])),
      })
      return made !== null
    },
    async remove(entry) {
      await organise.edit({ refusal: 'The entry was not removed', title: 'remove an entry of the log', work: () => take([entry.id]), back: ({ removed }) => restore(removed), toast: 'Entry removed' })
    },
  }
}
