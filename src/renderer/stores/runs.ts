import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { withChange } from '../../shared/run-list.ts'
import type { RunId, RunSummary } from '../../shared/schema/run.ts'
import { useLab, useLabLink } from '../platform/client.ts'
import { onEveryConnection } from './follow.ts'
import { useNotices } from './notices.ts'

/** Every stored run, newest first, as the lab sees it now; and what can be asked of a run. */
export const useRuns = defineStore('runs', () => {
  const lab = useLab()
  const link = useLabLink()
  const notices = useNotices()

  const list = shallowRef<readonly RunSummary[]>([])
  /** False until the first list has come: an empty list means something only afterwards. */
  const known = shallowRef(false)
  const byId = computed(() => new Map(list.value.map((run) => [run.id, run])))

  onEveryConnection(
    link,
    async (signal) => {
      for await (const change of lab.stream('runs.watchAll', {}, { signal })) {
        list.value = withChange(list.value, change)
        known.value = true
      }
    },
    (error) => notices.fail('The list of runs is not being followed', error),
  )

  function isLive(id: RunId): boolean {
    const run = byId.value.get(id)
    return run !== undefined && isTraining(run)
  }

  /** Starts a preset that is one run, as it stands. Null when the lab refused; the reason stays as a band. */
  async function create(preset: string): Promise<RunSummary | null> {
    try {
      const run = await lab.call('runs.create', { preset })
      if (!byId.value.has(run.id)) list.value = [run, ...list.value]
      return run
    } catch (error) {
      notices.fail('The run was not started', error)
      return null
    }
  }

  /** Starts every run of a set; each waits for the one before it. */
  async function createSet(preset: string): Promise<readonly RunSummary[] | null> {
    try {
      const made = (await lab.call('sets.create', { preset })).runs
      list.value = [...made.filter(({ id }) => !byId.value.has(id)).toReversed(), ...list.value]
      return made
    } catch (error) {
      notices.fail('The runs were not started', error)
      return null
    }
  }

  async function ask(title: string, request: () => Promise<unknown>): Promise<boolean> {
    try {
      await request()
      return true
    } catch (error) {
      notices.fail(title, error)
      return false
    }
  }

  const pause = (id: RunId) => ask('The run was not paused', () => lab.call('runs.pause', { id }))
  const resume = (id: RunId, steps: number | null = null) => ask('The run was not resumed', () => lab.call('runs.resume', { id, steps }))
  const stop = (id: RunId) => ask('The run was not stopped', () => lab.call('runs.stop', { id }))
  const rename = (id: RunId, name: string) =>
    ask('The name was not changed', async () => {
      const renamed = await lab.call('runs.rename', { id, name })
      list.value = list.value.map((run) => (run.id === id ? renamed : run))
    })

  return { list, known, byId, isLive, create, createSet, pause, resume, stop, rename }
})

/** Training or waiting to: its curves may still grow. */
export function isTraining(run: RunSummary): boolean {
  return run.state.status === 'running' || run.state.status === 'queued' || run.state.status === 'paused'
}
