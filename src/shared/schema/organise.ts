import { z } from 'zod'
import { RunId, RunSummary } from './run.ts'

/** How projects, notes, tags, bookmarks, saved views and the trash are spoken of. Edits answer with the edit that undoes them. */

const step = z.int().min(0).max(1e8)
const name = z.string().trim().min(1).max(200)
/** Markdown, about forty pages of it. */
const markdown = z.string().max(100_000)
const instant = z.iso.datetime()

/** `default` is the project of runs that were made without one. */
export const ProjectId = z.string().regex(/^(default|prj_[0-9a-z]{12})$/, 'A project is named prj_ and twelve letters or digits.')
export const LogEntryId = z.string().regex(/^log_[0-9a-z]{12}$/, 'An entry is named log_ and twelve letters or digits.')
export const SavedViewId = z.string().regex(/^view_[0-9a-z]{12}$/, 'A view is named view_ and twelve letters or digits.')

/** A word of a line: what a query can name. */
export const Tag = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[^\p{Cc}]*$/u, 'A tag is a word or a few, on one line.')

export const ProjectSummary = z.strictObject({
  id: ProjectId,
  name: z.string(),
  note: z.string(),
  /** What its runs are compared with; null while that run is in the trash. */
  baseline: RunId.nullable(),
  createdAt: instant,
  logEntries: z.int(),
})
export type ProjectSummary = z.output<typeof ProjectSummary>

/** What is left out stays as it is. */
export const ProjectEdit = z.strictObject({ id: ProjectId, name: name.optional(), note: markdown.optional(), baseline: RunId.nullable().optional() })
export type ProjectEdit = z.output<typeof ProjectEdit>

/** What is left out stays as it is; `tags` are all of them. */
export const RunEdit = z.strictObject({
  id: RunId,
  name: name.optional(),
  project: ProjectId.optional(),
  tags: z.array(Tag).max(50).readonly().optional(),
  pinned: z.boolean().optional(),
  hidden: z.boolean().optional(),
  note: markdown.optional(),
  colourSlot: z.int().min(1).max(28).optional(),
})
export type RunEdit = z.output<typeof RunEdit>

/** Sets, renames or, where the name is null, removes the bookmark of a run at a step. */
export const BookmarkEdit = z.strictObject({ run: RunId, step, name: name.nullable() })
export type BookmarkEdit = z.output<typeof BookmarkEdit>

export const LogEntry = z.strictObject({ id: LogEntryId, project: ProjectId, at: instant, editedAt: instant.nullable(), text: markdown })
export type LogEntry = z.output<typeof LogEntry>

/** What a screen shows, under a name; `content` belongs to the page. `project` is null for one of all projects. */
export const SavedView = z.strictObject({ id: SavedViewId, project: ProjectId.nullable(), name, savedAt: instant, content: z.json() })
export type SavedView = z.output<typeof SavedView>

export const SettingKey = z.string().regex(/^[a-z][a-z0-9._-]{0,99}$/, 'A setting is named in small letters, digits, dots and dashes.')
/** Values by key; null where there is none. */
export const Settings = z.record(SettingKey, z.json())
export type Settings = z.output<typeof Settings>

export const Trash = z.strictObject({
  runs: z.array(z.strictObject({ run: RunSummary, trashedAt: instant, /** When it is removed for good, at the next start after. */ until: instant })).readonly(),
  projects: z.array(z.strictObject({ id: ProjectId, name: z.string(), trashedAt: instant, until: instant })).readonly(),
})
export type Trash = z.output<typeof Trash>

/** An item of `runs.watchAll`: what became of the list since the item before. */
export const RunListChange = z.strictObject({
  /** These are all there are, newest first: what was known before is to be forgotten. */
  isWhole: z.boolean(),
  /** New or changed. */
  runs: z.array(RunSummary).readonly(),
  /** No longer in the list. */
  gone: z.array(RunId).readonly(),
})
export type RunListChange = z.output<typeof RunListChange>
