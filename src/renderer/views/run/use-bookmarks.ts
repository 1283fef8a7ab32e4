import { computed, shallowRef, toValue, type ComputedRef, type MaybeRefOrGetter, type Ref } from 'vue'
import { formatInteger } from '../../../figures/formats.ts'
import type { BookmarkEdit } from '../../../shared/schema/organise.ts'
import type { Bookmark, RunId } from '../../../shared/schema/run.ts'
import type { TimelineFlag } from '../../charts/timeline-flag.ts'
import { useCommands } from '../../commands/register.ts'
import type { MenuItem } from '../../components/menu-item.ts'
import { useLab } from '../../platform/client.ts'
import { useNotices } from '../../stores/notices.ts'
import { useUndo } from '../../stores/undo.ts'
import { nextFlag, timelineFlags } from './bookmark-stops.ts'
import type { RunModel } from './use-run.ts'

interface Naming {
  readonly step: number
  readonly name: string
  readonly isNew: boolean
}

export interface Bookmarks {
  /** Events and bookmarks, ascending. */
  readonly flags: ComputedRef<readonly TimelineFlag[]>
  /** The step that is being named; null while none is. */
  readonly naming: Readonly<Ref<Naming | null>>
  /** Ends the naming without a change. */
  leave(): void
  readonly items: ComputedRef<readonly MenuItem[]>
  save(step: number, name: string): void
  remove(step: number): void
}

/** Steps of a run that somebody marked and named; they are stored with the run, and every change can be taken back. */
export function useBookmarks(id: MaybeRefOrGetter<RunId>, model: RunModel): Bookmarks {
  const lab = useLab()
  const notices = useNotices()
  const undo = useUndo()
  const { playhead, events, run } = model
  const marks = computed<readonly Bookmark[]>(() => run.value?.bookmarks ?? [])
  const flags = computed(() => timelineFlags(events.value, marks.value))
  const naming = shallowRef<Naming | null>(null)

  const put = (changes: readonly BookmarkEdit[]) => lab.call('bookmarks.edit', { changes: [...changes] })

  async function edit(title: string, change: BookmarkEdit): Promise<void> {
    try {
      const { before } = await put([change])
      undo.push({ title, undo: async () => void (await put(before)), redo: async () => void (await put([change])) })
    } catch (error) {
      notices.fail('The bookmark was not kept', error)
    }
  }

  function save(step: number, name: string): void {
    naming.value = null
    const isNew = !marks.value.some((mark) => mark.step === step)
    void edit(isNew ? `bookmark at step ${formatInteger(step)}` : `name of a bookmark`, { run: toValue(id), step, name })
  }

  function remove(step: number): void {
    naming.value = null
    void edit(`removal of a bookmark`, { run: toValue(id), step, name: null })
  }

  function ask(): void {
    const step = playhead.step.value
    if (step === null) return
    const known = marks.value.find((mark) => mark.step === step)
    naming.value = { step, name: known?.name ?? `Step ${formatInteger(step)}`, isNew: known === undefined }
  }

  function jump(direction: 1 | -1): void {
    const to = playhead.step.value === null ? null : nextFlag(flags.value, playhead.step.value, direction)
    if (to) playhead.moveTo(to.step)
  }

  const isNowhere = computed(() => playhead.step.value === null)
  const here = computed(() => marks.value.find(({ step }) => step === playhead.step.value) ?? null)
  const items = computed<readonly MenuItem[]>(() => [
    { label: here.value ? 'Rename or remove this bookmark' : 'Bookmark this step', icon: 'bookmark', keys: 'Ctrl+D', disabled: isNowhere.value, run: ask },
    { label: 'Next bookmark or event', keys: 'Ctrl+]', disabled: flags.value.length === 0, run: () => jump(1) },
    { label: 'Previous bookmark or event', keys: 'Ctrl+[', disabled: flags.value.length === 0, run: () => jump(-1) },
    ...marks.value.slice(0, 12).map(({ step, name }, i) => ({ label: `${name}, step ${formatInteger(step)}`, apart: i === 0, run: () => playhead.moveTo(step) })),
  ])
  useCommands(
    computed(() => items.value.filter(({ disabled }) => !disabled).map(({ label, keys, icon, run: act }) => ({ id: `run.bookmark.${label}`, title: label, group: 'This run' as const, ...(keys ? { keys } : {}), ...(icon ? { icon } : {}), run: act }))),
  )
  return { flags, naming, leave: () => void (naming.value = null), items, save, remove }
}
