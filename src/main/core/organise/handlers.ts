import type { organiseMethods } from '../../../shared/contract/organise.ts'
import type { storageMethods } from '../../../shared/contract/storage.ts'
import type { EndOf, Handlers, StreamContext } from '../../../shared/rpc/specification.ts'
import type { RunId } from '../../../shared/schema/run.ts'
import { runSketches } from '../analysis/sketches.ts'
import { runValues } from '../analysis/run-values.ts'
import type { Changes } from '../runs/changes.ts'
import { newLogEntryId, newSavedViewId } from '../runs/naming.ts'
import { watchAll } from '../runs/watch.ts'
import { sessionKey } from '../store/settings.ts'
import type { Store } from '../store/store.ts'
import { editBookmarks, editRuns } from './edit-runs.ts'
import { createProject, editProject, openProject, restoreProject, trashProject } from './projects.ts'
import { moveStore, storageUse, thin } from './storage.ts'
import { emptyTrash, listTrash, restoreRuns, trashRuns } from './trash.ts'

/** Who hears of changes beside those of runs: by the id of a project or a view, or the key of a setting. */
export interface OrganiseNews {
  readonly projects: Changes<string>
  readonly views: Changes<string>
  readonly settings: Changes<string>
}

export interface OrganiseParts {
  readonly store: Store
  readonly changes: Changes
  readonly news: OrganiseNews
  readonly now: () => string
}

export function organiseHandlers({ store, changes, news, now }: OrganiseParts): Handlers<typeof organiseMethods & typeof storageMethods> {
  const values = runValues(store)
  const sketches = runSketches(store)
  const told = (ids: readonly RunId[]): void => {
    for (const id of ids) store.changed(id)
    for (const id of ids) changes.tell(id)
  }
  /** A baseline is shown while its run is not in the trash. */
  const moved = (ids: readonly RunId[]): void => {
    told(ids)
    if (ids.length > 0) news.projects.tell('baseline')
  }

  return {
    'projects.list': () => store.projects.list(),
    'projects.watch': (_input, context) => whenever(news.projects, () => store.projects.list(), context),
    'projects.create': ({ name }) => {
      const project = createProject(store, name, now())
      news.projects.tell(project.id)
      return project
    },
    'projects.edit': (edit) => {
      const before = editProject(store, edit)
      news.projects.tell(edit.id)
      return { before }
    },
    'projects.trash': ({ id }) => {
      const runs = trashProject(store, id, now())
      told(runs)
      news.projects.tell(id)
      return { runs }
    },
    'projects.restore': ({ id }) => {
      const runs = restoreProject(store, id)
      told(runs)
      news.projects.tell(id)
      return { runs }
    },

    'log.list': ({ project }) => {
      store.projects.get(project)
      return store.log.list(project)
    },
    'log.write': ({ project, text }) => {
      openProject(store, project)
      const entry = { id: newLogEntryId(), project, at: now(), editedAt: null, text }
      store.log.put(entry)
      news.projects.tell(project)
      return entry
    },
    'log.edit': ({ id, text }) => {
      const before = store.log.get(id)
      const entry = { ...before, text, editedAt: now() }
      store.log.put(entry)
      news.projects.tell(before.project)
      return { before, entry }
    },
    'log.remove': ({ ids }) => {
      const removed = store.transact(() =>
        [...new Set(ids)].map((id) => {
          const entry = store.log.get(id)
          store.log.remove(id)
          return entry
        }),
      )
      for (const { project } of removed) news.projects.tell(project)
      return { removed }
    },
    'log.restore': ({ entries }) => {
      store.transact(() => {
        for (const entry of entries) {
          store.projects.get(entry.project)
          store.log.put(entry)
        }
      })
      for (const { project } of entries) news.projects.tell(project)
      return {}
    },

    'runs.table': ({ ids, columns }) => ({ columns: values.values(ids, columns) }),
    'runs.sketches': ({ ids, series }) => ({ runs: Array.from(sketches.of(ids, series), ([id, curves]) => ({ id, curves })) }),
    'runs.series': ({ ids }) => values.series(ids),
    'runs.list': () => store.list(),
    'runs.watchAll': (_input, context) => watchAll({ store, changes }, context),
    'runs.edit': ({ changes: edits }) => {
      const before = editRuns(store, edits)
      told(edits.map(({ id }) => id))
      return { before }
    },
    'runs.trash': ({ ids }) => {
      const trashed = trashRuns(store, ids, now())
      moved(trashed)
      return { trashed }
    },
    'runs.restore': ({ ids }) => {
      const { restored, projects } = restoreRuns(store, ids)
      moved(restored)
      for (const id of projects) news.projects.tell(id)
      return { restored }
    },
    'trash.list': () => listTrash(store),
    'trash.empty': async ({ ids }) => {
      const emptied = await emptyTrash(store, ids)
      moved(emptied.removed)
      return emptied
    },
    'bookmarks.edit': ({ changes: edits }) => {
      const before = editBookmarks(store, edits)
      told([...new Set(edits.map(({ run }) => run))])
      return { before }
    },

    'storage.use': () => storageUse(store),
    'storage.thin': async ({ ids, preview }) => {
      const { runs, bytes } = await thin(store, ids, preview)
      if (!preview) told(runs.map(({ id }) => id))
      return { runs, bytes }
    },
    'storage.move': ({ folder }, { signal, send }) => moveStore(store, folder, send, signal),

    'views.list': ({ project }) => store.views.list(project),
    'views.watch': ({ project }, context) => whenever(news.views, () => store.views.list(project), context),
    'views.save': ({ id, project, name, content }) => {
      if (project !== null) openProject(store, project)
      const before = id === null ? null : store.views.get(id)
      const view = { id: id ?? newSavedViewId(), project, name, savedAt: now(), content }
      store.views.put(view)
      news.views.tell(view.id)
      return { view, before }
    },
    'views.remove': ({ id }) => {
      const removed = store.views.remove(id)
      news.views.tell(id)
      return { removed }
    },

    'settings.get': ({ key }) => ({ value: store.settings.get(key) }),
    'settings.put': ({ values }) => {
      const before = store.transact(() =>
        Object.fromEntries(
          Object.entries(values).map(([key, value]) => {
            const former = store.settings.get(key)
            store.settings.put(key, value)
            return [key, former]
          }),
        ),
      )
      for (const key of Object.keys(values)) news.settings.tell(key)
      return { before }
    },
    'settings.watch': async (_input, { signal, send }) => {
      let seen: number | null = null
      for (;;) {
        const version = news.settings.version(null)
        const values = seen === null ? store.settings.all() : Object.fromEntries(news.settings.since(seen).map((key) => [key, store.settings.get(key)]))
        await send({ values })
        seen = version
        if (news.settings.isOver) return {}
        await news.settings.after(null, version, signal)
      }
    },
    'session.get': () => ({ value: store.settings.get(sessionKey) }),
    'session.put': ({ value }) => {
      store.settings.put(sessionKey, value)
      return {}
    },
  }
}

/** What `read` gives, again after every change: the newest only, where the reader is slow. */
async function whenever<T>(changes: Changes<string>, read: () => T, { signal, send }: StreamContext<T>): Promise<EndOf<(typeof organiseMethods)['projects.watch']>> {
  for (;;) {
    const version = changes.version(null)
    await send(read())
    if (changes.isOver) return {}
    await changes.after(null, version, signal)
  }
}
