import type { ParsedInputOf } from '../../../shared/rpc/specification.ts'
import type { LabContract } from '../../../shared/contract.ts'
import { LabError } from '../../../shared/errors.ts'
import type { Explanation } from '../../../shared/schema/explanation.ts'
import { configure } from '../runs/configure.ts'
import { findPreset } from '../runs/find-preset.ts'
import type { WorkerPool } from './pool.ts'

export type ExplainRequest = ParsedInputOf<LabContract['programs.explain']>

/** How the step of a preset or a configuration is compiled. Asked of a worker: the lab itself cannot name the engine. */
export function explain(pool: WorkerPool, { preset, config, set, pass }: ExplainRequest, signal: AbortSignal): Promise<Explanation> {
  if ((preset === null) === (config === null)) {
    throw new LabError('bad-input', 'Either a preset or a configuration is explained. Nothing was changed; name one of the two.')
  }
  const asked = configure(preset === null ? config : findPreset(preset).config, { seed: null, steps: null, set })
  return pool.use((worker) => worker.call('explain', { config: asked, pass }), signal)
}
