import { z } from 'zod'
import { RunConfig } from '../../../shared/schema/run-config.ts'
import type { RunRow } from './run-table.ts'

/** Which configuration made the steps up to `to`, from where the one before it ends. */
const Stretch = z.strictObject({ to: z.int().min(0), config: RunConfig })
export type Stretch = z.output<typeof Stretch>

/** How a fork began: kept with it, so that it does not need its parent any more. */
const Fork = z.strictObject({
  /** Of the stored state that it goes on from. */
  state: z.int().min(0),
  /** What made the steps before it, in order; the last one ends where it begins. */
  made: z.array(Stretch).min(1).readonly(),
})
export type Fork = z.output<typeof Fork>

const Stored = z.object({ fork: Fork })

/** Null for a run that is no fork. */
export function forkOf({ goes_on }: Pick<RunRow, 'goes_on'>): Fork | null {
  if (goes_on === null) return null
  return Stored.safeParse(JSON.parse(goes_on)).data?.fork ?? null
}

/** As it stands in `goes_on`. */
export const forkText = (fork: Fork): string => JSON.stringify({ fork })

/** What made the steps of a run up to this one: its own configuration, or those of the runs that it was forked from. */
export function madeUpTo(row: Pick<RunRow, 'goes_on' | 'config'>, step: number): readonly Stretch[] {
  const before = forkOf(row)?.made ?? []
  const own: Stretch = { to: Math.max(step, before.at(-1)?.to ?? 0), config: RunConfig.parse(JSON.parse(row.config)) }
  const all = [...before, own]
  const last = all.findIndex(({ to }) => to >= step)
  return all.slice(0, last + 1).map((stretch, i) => (i === last ? { ...stretch, to: step } : stretch))
}
