import type { ParsedInputOf } from '../../../shared/rpc/specification.ts'
import type { LabContract } from '../../../shared/contract.ts'
import { LabError } from '../../../shared/errors.ts'
import type { Explanation } from '../../../shared/schema/explanation.ts'
import type { RunConfig } from '../../../shared/schema/run-config.ts'
import { configure, type Overrides } from '../runs/configure.ts'
import { findPreset } from '../runs/find-preset.ts'
import { plannedRuns } from '../runs/planned-runs.ts'
import type { Gather } from '../files/gather.ts'
import type { WorkerPool } from './pool.ts'

export type ExplainRequest = ParsedInputOf<LabContract['programs.explain']>

/** How the step of a preset or a configuration is compiled. Asked of a worker: the lab itself cannot name the engine. */
export async function explain(pool: WorkerPool, gather: Gather, { preset, config, set, pass }: ExplainRequest, signal: AbortSignal): Promise<Explanation> {
  if ((preset === null) === (config === null)) {
    throw new LabError('bad-input', 'Either a preset or a configuration is explained. Nothing was changed; name one of the two.')
  }
  const overrides = { seed: null, steps: null, set }
  const asked = preset === null ? configure(config, overrides) : configurationOf(preset, overrides)
  const files = await gather(asked)
  return pool.use((worker) => worker.call('explain', { config: asked, files, pass }), signal)
}

function configurationOf(id: string, overrides: Overrides): RunConfig {
  const preset = findPreset(id)
  if (preset.kind === 'theory') throw new LabError('bad-input', `${preset.title} needs no network, so there is no step to compile. Nothing was changed; choose another preset.`, { preset: id })
  const [first, second] = plannedRuns(preset, overrides)
  if (first === undefined || second !== undefined) {
    throw new LabError('bad-input', `${preset.title} is a set of runs, and one is explained at a time. Nothing was changed; save the configuration of a member to a file and explain that.`, { preset: id })
  }
  return first.config
}
