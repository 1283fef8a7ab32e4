// What the runs of each preset take on two cores as those of bench/RESULTS.md, from the operations of their compiled steps: resources/costs.json.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { costsFile, type Costs } from '../../src/main/core/analysis/costs.ts'
import { attach } from '../../src/main/core/owner/attach.ts'
import { resourcesFolder, workerCommand } from '../../src/main/core/paths.ts'
import { plannedRuns } from '../../src/main/core/runs/planned-runs.ts'
import { presets } from '../../src/science/presets/index.ts'
import { scheduleOf } from '../../src/science/schedule.ts'
import type { LabClient } from '../../src/shared/contract.ts'
import type { StageRow } from '../../src/shared/schema/explanation.ts'
import type { RunConfig } from '../../src/shared/schema/run-config.ts'

const probe = 'five-second-grok'
/** Of a longer set so many of its runs, evenly spaced, stand for all. */
const mostExplained = 3

/**
 * Seconds = FLOP / 125·10⁹ + bytes / 100·10⁹ + 25·10⁻⁶ · waits of the threads for one another: within 20 % of the steps of W1 to W5 in
 * bench/RESULTS.md.
 */
function stepSeconds({ flop, bytes, phases }: StageRow): number {
  return flop / 125e9 + bytes / 100e9 + 25e-6 * (phases ?? 0)
}

/** A logged step evaluates all examples, about what a step takes, and is measured and saved; so is a checkpoint. Whole commands of the same page. */
function runSeconds(config: RunConfig, step: number): number {
  const { logged, checkpoints } = scheduleOf(config)
  return 0.3 + config.steps * step + logged.length * (step + 6e-3) + checkpoints.length * 8e-3
}

function sample<T>(all: readonly T[]): readonly T[] {
  if (all.length <= mostExplained) return all
  return Array.from({ length: mostExplained }, (_, i) => all[Math.round((i * (all.length - 1)) / (mostExplained - 1))] as T)
}

async function secondsFor(client: LabClient, configs: readonly RunConfig[]): Promise<number> {
  const explained = sample(configs)
  let seconds = 0
  for (const config of explained) {
    const { stages } = await client.call('programs.explain', { config: JSON.parse(JSON.stringify(config)) })
    const last = stages.at(-1)
    if (last === undefined) throw new Error('A step was compiled in no stage.')
    seconds += runSeconds(config, stepSeconds(last))
  }
  return (seconds / explained.length) * configs.length
}

export async function writeCosts(version: string): Promise<void> {
  const store = mkdtempSync(join(tmpdir(), 'grokscope-costs-'))
  const { client, close } = await attach({ store, resources: resourcesFolder(), worker: workerCommand(), version, host: 'command-line', focus: () => null })
  try {
    const seconds: Record<string, number> = {}
    for (const preset of presets) {
      if (preset.kind === 'theory') continue
      const own = plannedRuns(preset)
      const bases = new Set(own.flatMap(({ goesOn }) => (goesOn === null || 'unchanged' in goesOn.from ? [] : [goesOn.from])))
      const configs = [...own, ...Array.from(bases).flatMap((base) => plannedRuns(base))].map(({ config }) => config)
      seconds[preset.id] = Number((await secondsFor(client, configs)).toPrecision(2))
      console.error(`${preset.id}: ${seconds[preset.id]} s`)
    }
    const costs: Costs = { probe, seconds }
    writeFileSync(join(resourcesFolder(), costsFile), `${JSON.stringify(costs, null, 2)}\n`)
  } finally {
    await close()
    rmSync(store, { recursive: true, force: true })
  }
}
