import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { z } from 'zod'
import type { SavedView } from '../../shared/schema/organise.ts'
import { useLab, useLabLink } from '../platform/client.ts'
import { onEveryConnection } from './follow.ts'
import { useNotices } from './notices.ts'
import { useOrganise } from './organise.ts'
import { TableLayout } from '../views/runs/layout.ts'

/** What a saved view of the runs keeps. */
export const RunsViewContent = z.strictObject({ screen: z.literal('runs'), query: z.string().max(10_000), layout: TableLayout })
export type RunsViewContent = z.output<typeof RunsViewContent>

/** A saved view that this screen understands. */
export interface RunsSavedView {
  readonly saved: SavedView
  readonly content: RunsViewContent
}

/** Views of the runs that somebody gave a name; kept in the store, so that they are there on every computer that opens it. */
export const useViews = defineStore('views', () => {
  const lab = useLab()
  const notices = useNotices()
  const organise = useOrganise()
  const list = shallowRef<readonly SavedView[]>([])

  onEveryConnection(
    useLabLink(),
    async (signal) => {
      for await (const views of lab.stream('views.watch', {}, { signal })) list.value = views
    },
    (error) => notices.fail('The saved views are not being followed', error),
  )

  const runs = computed<readonly RunsSavedView[]>(() =>
    list.value.flatMap((saved) => {
      const content = RunsViewContent.safeParse(saved.content)
      return content.success ? [{ saved, content: content.data }] : []
    }),
  )

  /** Under this name; a view that has it is replaced. */
  function save(name: string, content: RunsViewContent): Promise<unknown> {
    const same = list.value.find((view) => view.name === name)
    return organise.edit({
      refusal: 'The view was not saved',
      title: `save the view ${name}`,
      work: () => lab.call('views.save', { id: same?.id ?? null, name, project: null, content: asJson(content) }),
      back: ({ view, before }) => (before ? lab.call('views.save', asItWas(before)) : lab.call('views.remove', { id: view.id })),
      again: ({ view }) => lab.call('views.save', asItWas(view)),
    })
  }

  function remove(view: SavedView): Promise<unknown> {
    return organise.edit({
      refusal: 'The view was not removed',
      title: `remove the view ${view.name}`,
      work: () => lab.call('views.remove', { id: view.id }),
      back: ({ removed }) => lab.call('views.save', asItWas(removed)),
      toast: `View ${view.name} removed`,
    })
  }

  return { runs, save, remove }
})

/** What saves a view as it was. */
function asItWas({ id, project, name, content }: SavedView): { id: string; project: string | null; name: string; content: SavedView['content'] } {
  return { id, project, name, content }
}

/** The same content as data of the channel, which knows no read-only lists. */
function asJson({ screen, query, layout }: RunsViewContent): SavedView['content'] {
  const { columns, widths, sort, isGrouped } = layout
  return { screen, query, layout: { columns: [...columns], widths: { ...widths }, sort: sort && { ...sort }, isGrouped } }
}
