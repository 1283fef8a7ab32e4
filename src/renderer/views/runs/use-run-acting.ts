import { shallowRef, type ShallowRef } from 'vue'
import { useRouter } from 'vue-router'
import type { RunId, RunSummary } from '../../../shared/schema/run.ts'
import { useOrganise } from '../../stores/organise.ts'
import { useRuns } from '../../stores/runs.ts'
import type { Question, RunActing } from './run-actions.ts'

/** A question that stands open, and the runs it is about. */
export interface Asked {
  readonly question: Question
  readonly ids: readonly RunId[]
}

export interface Acting {
  readonly act: RunActing
  /** Whose name is a field now. */
  readonly editing: ShallowRef<RunId | null>
  readonly asked: ShallowRef<Asked | null>
}

/** Does what the menu, the keys and the palette ask of runs; each of it can be taken back. */
export function useRunActing(setBaseline: ((run: RunSummary) => void) | null): Acting {
  const router = useRouter()
  const runs = useRuns()
  const organise = useOrganise()
  const editing = shallowRef<RunId | null>(null)
  const asked = shallowRef<Asked | null>(null)
  const act: RunActing = {
    open: (run) => void router.push(`/runs/${run.id}`),
    openNote: (run) => void router.push({ name: 'run.notes', params: { id: run.id } }),
    rename: (run) => (editing.value = run.id),
    ask: (question, list) => (asked.value = { question, ids: list.map(({ id }) => id) }),
    pin: (list, isOn) => void organise.pin(list, isOn),
    hide: (list, isOn) => void organise.hide(list, isOn),
    baseline: (run) => (setBaseline ? setBaseline(run) : void organise.baseline(run)),
    pause: (run) => void runs.pause(run.id),
    resume: (run) => void runs.resume(run.id),
    stop: (run) => void runs.stop(run.id),
    trash: (list) => void organise.trash(list),
  }
  return { act, editing, asked }
}
