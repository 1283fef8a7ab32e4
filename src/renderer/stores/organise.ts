import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { QueriedRun } from '../../shared/query/facts.ts'
import type { ProjectEdit, ProjectSummary, RunEdit } from '../../shared/schema/organise.ts'
import type { RunId, RunSummary } from '../../shared/schema/run.ts'
import { useLab, useLabLink } from '../platform/client.ts'
import { onEveryConnection } from './follow.ts'
import { useNotices } from './notices.ts'
import { useRuns } from './runs.ts'
import { useUndo } from './undo.ts'

/** `seed 3`, or `3 runs`. */
export function runsWords(runs: readonly RunSummary[]): string {
  const [only] = runs
  return runs.length === 1 && only ? only.name : `${runs.length} runs`
}

/** Whose note it is. */
export type NoteOf = { readonly run: RunId } | { readonly project: string }

interface Edit<T> {
  /** What is said when the lab refuses. */
  readonly refusal: string
  /** In the infinitive, as it stands after "Undo:". */
  readonly title: string
  work(): Promise<T>
  back(answer: T): Promise<unknown>
  /** Does it a second time, where that is not the same; nothing where the first answer still holds. */
  again?(answer: T): Promise<T | undefined>
  readonly toast?: string
}

/** Projects, and what is said about runs: every change is one edit that can be taken back. */
export const useOrganise = defineStore('organise', () => {
  const lab = useLab()
  const notices = useNotices()
  const undo = useUndo()
  const runs = useRuns()

  const projects = shallowRef<readonly ProjectSummary[]>([])
  const known = shallowRef(false)
  const projectById = computed(() => new Map(projects.value.map((project) => [project.id, project])))
  const baselines = computed(() => new Set(projects.value.flatMap(({ baseline }) => baseline ?? [])))

  onEveryConnection(
    useLabLink(),
    async (signal) => {
      for await (const list of lab.stream('projects.watch', {}, { signal })) {
        projects.value = list
        known.value = true
      }
    },
    (error) => notices.fail('The list of projects is not being followed', error),
  )

  const asked = new WeakMap<RunSummary, QueriedRun>()
  /** A run with what its project says of it; the same object until one of them changes. */
  function about(run: RunSummary): QueriedRun {
    const project = projectById.value.get(run.project)?.name ?? ''
    const isBaseline = baselines.value.has(run.id)
    const before = asked.get(run)
    if (before && before.project === project && before.isBaseline === isBaseline) return before
    const now = { run, project, isBaseline }
    asked.set(run, now)
    return now
  }
  const queried = computed(() => runs.list.map(about))
  const tags = computed(() => [...new Set(runs.list.flatMap((run) => run.tags))].sort((a, b) => a.localeCompare(b, 'en')))

  /** Does it and says on the undo stack how it is taken back; a refusal changes nothing and stays as a band. */
  async function edit<T>({ refusal, title, work, back, again = work, toast }: Edit<T>): Promise<T | null> {
    let answer: T
    try {
      answer = await work()
    } catch (error) {
      notices.fail(refusal, error)
      return null
    }
    const done = { title, undo: async () => void (await back(answer)), redo: async () => void (answer = (await again(answer)) ?? answer) }
    undo.push(done)
    if (toast) notices.tell(toast, { label: 'Undo', run: () => void undo.undo(done) })
    return answer
  }

  function editRuns(title: string, changes: readonly RunEdit[], toast = ''): Promise<unknown> {
    if (changes.length === 0) return Promise.resolve(null)
    return edit({ refusal: 'The runs were not changed', title, work: () => lab.call('runs.edit', { changes }), back: ({ before }) => lab.call('runs.edit', { changes: before }), toast })
  }

  const ids = (list: readonly RunSummary[]): RunId[] => list.map(({ id }) => id)
  const several = (n: number): string => (n === 1 ? '1 run' : `${n} runs`)

  function editProject(title: string, change: ProjectEdit): Promise<unknown> {
    return edit({ refusal: 'The project was not changed', title, work: () => lab.call('projects.edit', change), back: ({ before }) => lab.call('projects.edit', before) })
  }

  return {
    projects,
    known,
    projectById,
    baselines,
    queried,
    tags,
    about,
    editRuns,
    editProject,
    rename: (run: RunSummary, name: string) => editRuns(`rename ${run.name}`, [{ id: run.id, name }]),
    pin: (list: readonly RunSummary[], pinned: boolean) => editRuns(`${pinned ? 'pin' : 'unpin'} ${runsWords(list)}`, list.map(({ id }) => ({ id, pinned }))),
    hide: (list: readonly RunSummary[], hidden: boolean) => editRuns(`${hidden ? 'hide' : 'show'} ${runsWords(list)}`, list.map(({ id }) => ({ id, hidden }))),
    colour: (run: RunSummary, colourSlot: number) => editRuns(`colour ${run.name}`, [{ id: run.id, colourSlot }]),
    setTags: (list: readonly RunSummary[], tagsOf: (run: RunSummary) => readonly string[]) => editRuns(`tag ${runsWords(list)}`, list.map((run) => ({ id: run.id, tags: tagsOf(run) }))),
    move: (list: readonly RunSummary[], project: ProjectSummary) =>
      editRuns(`move ${runsWords(list)} to ${project.name}`, list.map(({ id }) => ({ id, project: project.id })), `${several(list.length)} moved to ${project.name}`),
    /** What the runs of its project are compared with; the same run again takes it away. */
    baseline(run: RunSummary): Promise<unknown> {
      const isAlready = baselines.value.has(run.id)
      return editProject(isAlready ? `have no baseline` : `make ${run.name} the baseline`, { id: run.project, baseline: isAlready ? null : run.id })
    },
    trash: (list: readonly RunSummary[]) =>
      edit({
        refusal: 'The runs were not moved to the trash',
        title: `move ${runsWords(list)} to the trash`,
        work: () => lab.call('runs.trash', { ids: ids(list) }),
        back: ({ trashed }) => restoreIds(trashed),
        toast: `${several(list.length)} moved to trash`,
      }),
    restore: (list: readonly RunSummary[]) =>
      edit({
        refusal: 'The runs were not restored',
        title: `restore ${runsWords(list)}`,
        work: () => lab.call('runs.restore', { ids: ids(list) }),
        back: ({ restored }) => trashIds(restored),
        toast: `${several(list.length)} restored`,
      }),
    /** Null where the lab refused. */
    async createProject(name: string): Promise<ProjectSummary | null> {
      const made = await edit({
        refusal: 'The project was not made',
        title: `make the project ${name}`,
        work: () => lab.call('projects.create', { name }),
        back: ({ id }) => lab.call('projects.trash', { id }),
        again: async ({ id }) => void (await lab.call('projects.restore', { id })),
      })
      if (made && !projectById.value.has(made.id)) projects.value = [...projects.value, made]
      return made
    },
    trashProject: (project: ProjectSummary) =>
      edit({
        refusal: 'The project was not moved to the trash',
        title: `move ${project.name} to the trash`,
        work: () => lab.call('projects.trash', { id: project.id }),
        back: () => lab.call('projects.restore', { id: project.id }),
        toast: `${project.name} moved to trash`,
      }),
    restoreProject: (project: { readonly id: string; readonly name: string }) =>
      edit({
        refusal: 'The project was not restored',
        title: `restore ${project.name}`,
        work: () => lab.call('projects.restore', { id: project.id }),
        back: () => lab.call('projects.trash', { id: project.id }),
        toast: `${project.name} restored`,
      }),
    /** Keeps a text while it is written; `noteEdited` makes one step of it for the undo stack. */
    writeNote,
    noteEdited(name: string, of: NoteOf, before: string, after: string): void {
      undo.push({ title: `edit the notes of ${name}`, undo: async () => void (await writeNote(of, before)), redo: async () => void (await writeNote(of, after)) })
    },
    edit,
  }

  function writeNote(of: NoteOf, note: string): Promise<unknown> {
    return 'run' in of ? lab.call('runs.edit', { changes: [{ id: of.run, note }] }) : lab.call('projects.edit', { id: of.project, note })
  }

  function restoreIds(list: readonly RunId[]): Promise<unknown> {
    return list.length === 0 ? Promise.resolve() : lab.call('runs.restore', { ids: list })
  }
  function trashIds(list: readonly RunId[]): Promise<unknown> {
    return list.length === 0 ? Promise.resolve() : lab.call('runs.trash', { ids: list })
  }
})
