// Whether a kept result still stands for what the preset is now.
import { theoryById } from '../../src/science/theory/index.ts'
import type { EvidencePlan } from '../../src/science/presets/claims/claim.ts'
import type { Preset } from '../../src/science/types.ts'
import type { Kept } from './kept.ts'
import { configHash, provenanceOf, runsFor } from './provenance.ts'

/** What has changed since the result was kept, in words; null where nothing has. The program is compared for the first seed. */
export async function staleness(preset: Preset, plan: EvidencePlan, kept: Kept | null): Promise<string | null> {
  if (kept === null) return 'it was never run'
  const claims = JSON.stringify(plan.claims.map(({ id, claim, published }) => [id, claim, published]))
  if (claims !== JSON.stringify(kept.claims.map(({ id, claim, published }) => [id, claim, published]))) return 'its claims changed'
  if (preset.kind === 'theory') {
    const now = configHash({ theory: preset.theory, parameters: theoryById(preset.theory).complete(preset.parameters) })
    return now === kept.theory ? null : 'its parameters changed'
  }
  if (JSON.stringify(plan.seeds) !== JSON.stringify(kept.seeds)) return 'its seeds changed'
  for (const seed of plan.seeds) {
    const planned = runsFor(preset, seed)
    const before = kept.runs.filter((run) => run.seed === seed)
    if (planned.length !== before.length) return 'it has other runs'
    for (const run of planned) {
      const was = before.find(({ member }) => member === run.member)
      const name = run.member === null ? 'the run' : `the run ${run.member}`
      if (was === undefined) return `${name} is new`
      if (configHash(run.config) !== was.config) return `the configuration of ${name} changed`
      if (seed !== plan.seeds[0]) continue
      const { program, start } = await provenanceOf(run)
      if (program !== was.program) return `the recorded program of ${name} changed`
      if (start !== was.start) return `the first weights or the data of ${name} changed`
    }
  }
  return null
}
