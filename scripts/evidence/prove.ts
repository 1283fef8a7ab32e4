// Everything about one preset: trains it, holds it to its claims, and gives what is kept of that.
import { theoryById } from '../../src/science/theory/index.ts'
import { referenceNumerics } from '../../src/engine/ops/reference/numerics.ts'
import type { EvidencePlan } from '../../src/science/presets/claims/claim.ts'
import type { Preset } from '../../src/science/types.ts'
import { machine } from '../../bench/machine.ts'
import { ghostLines } from './ghost-line.ts'
import type { Expected, Kept, KeptRun } from './kept.ts'
import { configHash, provenanceOf, runsFor, type Provenance } from './provenance.ts'
import { trainPlan, type Trained, type TrainOptions } from './train.ts'

export interface Proof {
  readonly kept: Kept
  readonly expected: Expected | null
}

export async function prove(preset: Preset, plan: EvidencePlan, options: TrainOptions): Promise<Proof> {
  return preset.kind === 'theory' ? proveTheory(preset, plan, options) : proveRuns(preset, plan, options)
}

function proveTheory(preset: Extract<Preset, { kind: 'theory' }>, plan: EvidencePlan, { version }: TrainOptions): Proof {
  const theory = theoryById(preset.theory)
  const parameters = theory.complete(preset.parameters)
  const { values } = theory.compute(preset.parameters, referenceNumerics)
  const claims = judged(plan, { runs: [], theory: values })
  const kept: Kept = { preset: preset.id, version, executor: null, machine: machine(), seeds: [], checkedSeeds: [], theory: configHash({ theory: preset.theory, parameters }), runs: [], measured: [], claims }
  return { kept, expected: null }
}

async function proveRuns(preset: Exclude<Preset, { kind: 'theory' }>, plan: EvidencePlan, options: TrainOptions): Promise<Proof> {
  const { runs, measured } = await trainPlan(preset, plan, options)
  const hashes = new Map<string, Provenance>()
  for (const seed of plan.seeds) for (const run of runsFor(preset, seed)) hashes.set(`${seed} ${run.member ?? ''}`, await provenanceOf(run))
  const first = runs[0]?.summary
  const { executor = null, executorBuild: build = null } = first ?? {}
  if (executor === null || build === null) throw new Error(`${preset.id}: no run began.`)
  const succeeding = plan.seeds.filter((seed) => plan.succeeds?.(runs.filter((run) => run.seed === seed)) ?? true)
  const kept: Kept = {
    preset: preset.id,
    version: options.version,
    executor: { name: executor, build, threads: options.threads },
    machine: machine(),
    seeds: [...plan.seeds],
    checkedSeeds: succeeding,
    theory: null,
    runs: runs.map((run) => keptRun(run, hashes.get(`${run.seed} ${run.member ?? ''}`) as Provenance)),
    measured: measured.map(({ member, seed, measure, step, values }) => ({ member, seed, measure, step, values: rounded(values) })),
    claims: judged(plan, { runs, theory: {} }),
  }
  const members = preset.kind === 'set' ? preset.members.map(({ name }) => name) : null
  return { kept, expected: ghostLines(runs.filter(({ seed }) => succeeding.includes(seed)), members) }
}

function judged(plan: EvidencePlan, evidence: Parameters<EvidencePlan['claims'][number]['check']>[0]): Kept['claims'] {
  return plan.claims.map((each) => ({ id: each.id, claim: each.claim, published: each.published, ...each.check(evidence) }))
}

function keptRun({ member, seed, end, events, seconds, summary: { config, final } }: Trained, hashes: Provenance): KeptRun {
  return { member, seed, ...hashes, steps: config.steps, end, seconds: Number(seconds.toPrecision(3)), events, final: final === null ? null : { ...final } }
}

/** Six digits are enough to be read. */
function rounded(values: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number(value.toPrecision(6))]))
}
