import type { RunSummary } from '../../../../shared/schema/run.ts'
import { isSeed } from '../../../../shared/runs/differing-names.ts'
import { varyingKeys } from '../../../../shared/runs/varying-keys.ts'

/** What belongs to the log and the measures of a run rather than to its training. */
const isBeside = (path: string): boolean => /^(?:schema|log|checkpoint|measures)(?:\.|$)/.test(path)

/**
 * Keys that vary, the most telling first: those that vary within an experiment, because that is what somebody tried, before those that
 * make one experiment another; the seeds behind what was tried.
 */
export function tellingKeys(runs: readonly RunSummary[]): readonly string[] {
  const byExperiment = new Map<string, RunSummary[]>()
  for (const run of runs) {
    const experiment = run.preset ?? `${run.config.task.kind} ${run.config.model.kind}`
    const alike = byExperiment.get(experiment)
    if (alike) alike.push(run)
    else byExperiment.set(experiment, [run])
  }
  const counts = new Map<string, number>()
  for (const alike of byExperiment.values()) for (const path of varyingKeys(alike.map(({ config }) => config))) counts.set(path, (counts.get(path) ?? 0) + 1)
  const order = (path: string): number => (isSeed(path) ? -1 : (counts.get(path) ?? 0))
  const varying = varyingKeys(runs.map(({ config }) => config)).filter((path) => !isBeside(path))
  const tried = varying.filter((path) => counts.has(path))
  return (tried.length > 0 ? tried : varying).toSorted((a, b) => order(b) - order(a))
}
