import { z } from 'zod'
import { measures } from '../../science/measures/index.ts'
import { chosenAll, measureById } from '../../science/measures/choose.ts'
import { experimentOf, type Experiment } from '../../science/experiment.ts'
import { sourcesFrom, type Sources } from '../../science/sources.ts'
import { LabError } from '../../shared/errors.ts'
import type { MeasureCard } from '../../shared/contract.ts'
import type { MeasureChoice } from '../../shared/schema/config/measures.ts'
import type { RunConfig } from '../../shared/schema/run-config.ts'
import type { EndOf, ParsedInputOf, StreamContext, ItemOf } from '../../shared/rpc/specification.ts'
import type { WorkerContract } from '../../shared/worker-contract.ts'
import { measureInput, type MeasureTools } from './measure-input.ts'
import { measureTools } from './measure-tools.ts'

type Method = WorkerContract['measure']

/** The cards of all measures, without their code. */
export function measureCards(): readonly MeasureCard[] {
  return measures.map(({ id, title, formula, domain, source, unit, expect, cost, series, parameters }) => ({
    id, title, formula, domain, source, unit, expect, cost, series, parameters: z.json().parse(z.toJSONSchema(parameters, { io: 'input' })),
  }))
}

/** Refuses what no run can be trained with. */
export function checkMeasures(choices: readonly MeasureChoice[]): void {
  chosenAll(choices)
}

/** A run that is looked at: whoever measures one checkpoint measures the next one too. */
interface Subject {
  readonly config: string
  readonly experiment: Experiment
  readonly tools: MeasureTools
}

let kept: Subject | null = null

async function subjectOf(config: RunConfig, sources: Sources): Promise<Subject> {
  const key = JSON.stringify(config)
  if (kept?.config === key) return kept
  kept = null // two would not fit where one is large
  const experiment = experimentOf(config, sources)
  return (kept = { config: key, experiment, tools: await measureTools() })
}

/** Items are sent no more often than this. */
const progressMs = 100

/** A measure on saved weights. */
export async function measure({ measure: id, parameters, config, files, step, weights, previous }: ParsedInputOf<Method>, { signal, send }: StreamContext<ItemOf<Method>>): Promise<EndOf<Method>> {
  const found = measureById(id)
  const { experiment, tools } = await subjectOf(config, sourcesFrom(files))
  let told = -Infinity
  const progress = (share: number): void => {
    if (performance.now() - told < progressMs) return
    told = performance.now()
    void send({ share: Math.min(Math.max(share, 0), 1) }).catch(() => {})
  }
  const input = measureInput(experiment, { step, weights, previous }, { ...tools, signal, progress })
  const lack = found.lacks(input, parameters)
  if (lack !== null) throw new LabError('not-possible-now', `${found.title} cannot be measured on this run. ${lack} The run is unchanged.`, { measure: id })
  return { values: { ...(await found.compute(input, parameters)) }, arrays: { ...(await found.arrays?.(input, parameters)) } }
}
