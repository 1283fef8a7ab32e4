import { z } from 'zod'
import { call, stream } from '../rpc/specification.ts'
import {
  BookmarkEdit, LogEntry, LogEntryId, ProjectEdit, ProjectId, ProjectSummary, RunEdit, RunListChange, SavedView, SavedViewId, SettingKey, Settings, Trash,
} from '../schema/organise.ts'
import { RunId, RunSummary } from '../schema/run.ts'
import { Curves } from '../schema/tensors.ts'
import { SeriesOfRuns, TableColumn, TableValues } from '../schema/table.ts'

const nothing = z.strictObject({})
/** Every run of a large store at once. */
const runIds = z.array(RunId).min(1).max(10_000).readonly()
/** Notes of many runs, or a large view. */
const large = 16 << 20

/** An item twice in one edit would leave open which of the two is meant. */
function areDistinct(names: readonly string[]): boolean {
  return new Set(names).size === names.length
}

/**
 * Projects, notes, tags, pins, bookmarks, the trash, saved views and settings.
 *
 * An edit takes any number of runs and is done in one transaction: all of it or, with a sentence, nothing. It answers with `before`,
 * which is the edit that takes it back exactly.
 */
export const organiseMethods = {
  /** In the order of creation, without those in the trash. */
  'projects.list': call(nothing, z.array(ProjectSummary).readonly()),
  /** The list, again whenever one of them changes. */
  'projects.watch': stream(nothing, z.array(ProjectSummary).readonly(), nothing),
  'projects.create': call(z.strictObject({ name: z.string().trim().min(1).max(200) }), ProjectSummary),
  /** Name, Markdown note, baseline. */
  'projects.edit': call(ProjectEdit, z.strictObject({ before: ProjectEdit })),
  /** With its runs, which it answers with; refused while one of them trains or waits to. */
  'projects.trash': call(z.strictObject({ id: ProjectId }), z.strictObject({ runs: z.array(RunId).readonly() })),
  /** With the runs that went with it. */
  'projects.restore': call(z.strictObject({ id: ProjectId }), z.strictObject({ runs: z.array(RunId).readonly() })),

  /** The lab log of a project, newest first. */
  'log.list': call(z.strictObject({ project: ProjectId }), z.array(LogEntry).readonly()),
  'log.write': call(z.strictObject({ project: ProjectId, text: LogEntry.shape.text.min(1) }), LogEntry),
  /** The time at which it was written stays. */
  'log.edit': call(z.strictObject({ id: LogEntryId, text: LogEntry.shape.text.min(1) }), z.strictObject({ before: LogEntry, entry: LogEntry })),
  'log.remove': call(z.strictObject({ ids: z.array(LogEntryId).min(1).max(10_000).readonly() }), z.strictObject({ removed: z.array(LogEntry).readonly() })),
  /** Puts entries as they were: what `remove` or `edit` answered with. */
  'log.restore': call(z.strictObject({ entries: z.array(LogEntry).min(1).max(10_000).readonly() }), nothing, large),

  /** Name, project, tags, pin, hiding, note and colour of any number of runs. */
  'runs.edit': call(
    z.strictObject({ changes: z.array(RunEdit).min(1).max(10_000).readonly().refine((edits) => areDistinct(edits.map(({ id }) => id)), 'names a run twice') }),
    z.strictObject({ before: z.array(RunEdit).readonly() }),
    large,
  ),
  /** Into the trash, for 30 days; answers with those that were not there before. Refused while one of them trains or waits to. */
  'runs.trash': call(z.strictObject({ ids: runIds }), z.strictObject({ trashed: z.array(RunId).readonly() })),
  /** Out of the trash, with a project that is there too; answers with those that were in it. */
  'runs.restore': call(z.strictObject({ ids: runIds }), z.strictObject({ restored: z.array(RunId).readonly() })),
  /** What lies in it, the newest first. Such runs can still be read: `runs.get`, curves and weights. */
  'trash.list': call(nothing, Trash),
  /**
   * Removes for good: these runs, or for null all that lies there. A run that another one goes on from, which is not removed with it,
   * is kept. `bytes` are those of the files that nothing names any more.
   */
  'trash.empty': call(
    z.strictObject({ ids: runIds.nullable().default(null) }),
    z.strictObject({ removed: z.array(RunId).readonly(), kept: z.array(RunId).readonly(), projects: z.int(), bytes: z.number() }),
  ),

  /** Adds, renames and removes bookmarks of any number of runs. */
  'bookmarks.edit': call(
    z.strictObject({ changes: z.array(BookmarkEdit).min(1).max(10_000).readonly().refine((edits) => areDistinct(edits.map(({ run, step }) => `${run} ${step}`)), 'names a step of a run twice') }),
    z.strictObject({ before: z.array(BookmarkEdit).readonly() }),
  ),

  /** Of a project and of all; in the order of names. */
  'views.list': call(z.strictObject({ project: ProjectId.nullable().default(null) }), z.array(SavedView).readonly()),
  /** Answers again whenever a view is saved or removed. */
  'views.watch': stream(z.strictObject({ project: ProjectId.nullable().default(null) }), z.array(SavedView).readonly(), nothing),
  /** A new one without an id; with an id in place of what that was, or as it was before it was removed. */
  'views.save': call(
    z.strictObject({ id: SavedViewId.nullable().default(null), project: SavedView.shape.project, name: SavedView.shape.name, content: z.json() }),
    z.strictObject({ view: SavedView, before: SavedView.nullable() }),
  ),
  'views.remove': call(z.strictObject({ id: SavedViewId }), z.strictObject({ removed: SavedView })),

  'settings.get': call(z.strictObject({ key: SettingKey }), z.strictObject({ value: z.json() })),
  /** Any number at once; null removes one. `before` has null where there was none. */
  'settings.put': call(z.strictObject({ values: Settings }), z.strictObject({ before: Settings })),
  /** All of them first, then those that changed; null for one that was removed. */
  'settings.watch': stream(nothing, z.strictObject({ values: Settings }), nothing),
  /** What the page had open, as it put it last; null the first time. Whole or not at all, whenever the lab ends. */
  'session.get': call(nothing, z.strictObject({ value: z.json() })),
  'session.put': call(z.strictObject({ value: z.json() }), nothing),

  /** One stored point of a curve for each run and column: last, smallest, at a step, at an event, where it first crosses a threshold. */
  'runs.table': call(
    z.strictObject({ ids: z.array(RunId).max(10_000).readonly(), columns: z.array(TableColumn).max(100).readonly() }),
    z.strictObject({ columns: z.array(TableValues).readonly() }),
  ),
  /** Curves of these series as a picture of a few hundred pixels on a log step axis shows them: of each column the first, least, largest and last stored point. */
  'runs.sketches': call(
    z.strictObject({ ids: z.array(RunId).max(200).readonly(), series: z.array(z.string().max(100)).max(20).readonly() }),
    z.strictObject({ runs: z.array(z.strictObject({ id: RunId, curves: Curves })).readonly() }),
  ),
  /** Which curves these runs have. */
  'runs.series': call(z.strictObject({ ids: z.array(RunId).max(10_000).readonly() }), SeriesOfRuns),

  'runs.list': call(nothing, z.array(RunSummary).readonly()),
  /** The list first, then what changes in it: runs that are slow to be taken are sent once, as they are then. */
  'runs.watchAll': stream(nothing, RunListChange, nothing),
} as const
