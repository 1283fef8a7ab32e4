import { availableParallelism, cpus } from 'node:os'
import { z } from 'zod'
import { findPreset } from '../runs/find-preset.ts'
import { estimateRun, type EstimateParts } from '../runs/estimate.ts'
import { plannedRuns } from '../runs/planned-runs.ts'
import { readCosts } from './costs.ts'

/** Beside the settings of a user: the store may travel to another computer, where the pace is measured again. */
const key = 'compute.pace'
const Kept = z.strictObject({ computer: z.string(), factor: z.number().positive() })

/**
 * How many times as long as the computer of `resources/costs.json` this one takes: the time of the probe here over its time there. Timed
 * once for a computer and an executor; while runs train it is timed and not kept. Null where there are no costs to compare with.
 */
export async function paceHere(parts: EstimateParts & { readonly resources: string }, signal: AbortSignal): Promise<number | null> {
  const { store, executors, resources } = parts
  const costs = await readCosts(resources)
  if (costs === null) return null
  const computer = `${cpus()[0]?.model ?? 'unknown'} ${availableParallelism()} ${await executors.usual()}`
  const kept = Kept.safeParse(store.settings.get(key))
  if (kept.success && kept.data.computer === computer) return kept.data.factor
  const { probe, seconds } = costs
  const preset = findPreset(probe)
  const there = seconds[probe]
  if (preset.kind !== 'run' || there === undefined) throw new Error(`${probe} cannot time a computer. This is a mistake in the costs.`)
  const estimate = await estimateRun(parts, plannedRuns(preset)[0]?.config, signal)
  const factor = estimate.seconds.middle / there
  if (estimate.busyWith === 0) store.settings.put(key, { computer, factor })
  return factor
}
