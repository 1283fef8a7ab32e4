import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { presets } from '../../../science/presets/index.ts'
import type { Preset } from '../../../science/types.ts'
import type { PresetSummary } from '../../../shared/contract.ts'
import { RunConfig } from '../../../shared/schema/run-config.ts'
import type { Store } from '../store/store.ts'

/** `resources/expected/<preset>.json`, written by the evidence script from runs of this engine. JSON has no NaN: it is null there. */
const Expected = z.object({
  medianCurves: z.record(z.string(), z.object({ steps: z.array(z.int().min(0)), values: z.array(z.number().nullable()) })),
})

export async function presetSummaries(store: Store, resources: string): Promise<PresetSummary[]> {
  return Promise.all(presets.map((preset) => summary(preset, store, resources)))
}

async function summary(preset: Preset, store: Store, resources: string): Promise<PresetSummary> {
  const config = RunConfig.parse(preset.config)
  return {
    ...preset,
    config,
    checkedSeeds: [...preset.checkedSeeds],
    expected: { ...preset.expected },
    expectedCurves: await expectedCurves(join(resources, 'expected', `${preset.id}.json`)),
    secondsHere: secondsFor(store.runs.timings(preset.id), config.steps),
  }
}

/** Empty where a preset has no evidence yet. */
async function expectedCurves(file: string): Promise<PresetSummary['expectedCurves']> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch {
    return {}
  }
  const { medianCurves } = Expected.parse(JSON.parse(text))
  const typed = Object.entries(medianCurves).map(([name, { steps, values }]) => [name, { steps: Uint32Array.from(steps), values: Float64Array.from(values, (v) => v ?? NaN) }] as const)
  return Object.fromEntries(typed)
}

/** Median over the runs made here, each scaled to the steps of the preset. */
function secondsFor(timings: readonly { readonly seconds: number; readonly step: number }[], steps: number): number | null {
  const scaled = timings.map((t) => (t.seconds / t.step) * steps).sort((a, b) => a - b)
  const [low, high] = [scaled[Math.floor((scaled.length - 1) / 2)], scaled[Math.floor(scaled.length / 2)]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}
