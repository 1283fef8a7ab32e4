import { z } from 'zod'
import { measures } from '../../science/measures/index.ts'
import { chosenAll, measureById } from '../../science/measures/choose.ts'
import { experimentOf, type Experiment } from '../../science/experiment.ts'
import { sourcesFrom, type Sources } from '../../science/sources.ts'
import type { MeasureInput } from '../../science/types.ts'
import { LabError } from '../../shared/errors.ts'
import type { MeasureCard } from '../../shared/contract.ts'
import type { MeasureChoice } from '../../shared/schema/config/measures.ts'
import type { RunConfig } from '../../shared/schema/run-config.ts'
import type { EndOf, ParsedInputOf, StreamContext, ItemOf } from '../../shared/rpc/specification.ts'
import type { NamedTensors } from '../../shared/tensors.ts'
import type { WorkerContract } from '../../shared/worker-contract.ts'
import { measureInput, type Measured, type MeasureTools } from './measure-input.ts'
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
  /** The checkpoint that was measured last. Measures of it share what they compute on the way. */
  seen: { readonly input: MeasureInput; readonly tools: Writable<MeasureTools> } | null
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

let kept: Subject | null = null
/** What measures share can be large: it goes when nobody has asked for so long. */
const seenMs = 2000
let letGo: NodeJS.Timeout | undefined

async function subjectOf(config: RunConfig, sources: Sources): Promise<Subject> {
  const key = JSON.stringify(config)
  if (kept?.config === key) return kept
  kept = null // two would not fit where one is large
  const experiment = experimentOf(config, sources)
  return (kept = { config: key, experiment, tools: await measureTools(), seen: null })
}

/** What measures see of a checkpoint: what they saw when it is the one that was measured last. Requests come one after the other. */
function inputOf(subject: Subject, asked: Measured, asker: Pick<MeasureTools, 'signal' | 'progress'>): MeasureInput {
  clearTimeout(letGo)
  letGo = setTimeout(() => (subject.seen = null), seenMs).unref()
  const { seen } = subject
  if (seen !== null && seen.input.step === asked.step && areSame(seen.input.weights, asked.weights) && areSame(seen.input.previous?.weights, asked.previous?.weights)) {
    Object.assign(seen.tools, asker)
    return seen.input
  }
  const tools = { ...subject.tools, ...asker }
  const input = measureInput(subject.experiment, asked, tools)
  subject.seen = { input, tools }
  return input
}

function areSame(x: NamedTensors = {}, y: NamedTensors = {}): boolean {
  const places = Object.keys(x)
  return places.length === Object.keys(y).length && places.every((place) => sameNumbers(x[place]?.data ?? [], y[place]?.data ?? []))
}

/** NaN is what it is: weights that diverged are the same weights when they are asked for again. */
function sameNumbers(x: ArrayLike<number>, y: ArrayLike<number>): boolean {
  if (x.length !== y.length) return false
  for (let i = 0; i < x.length; i++) if (x[i] !== y[i] && (x[i] === x[i] || y[i] === y[i])) return false
  return true
}

/** Items are sent no more often than this. */
const progressMs = 100

/** A measure on saved weights. */
export async function measure({ measure: id, parameters, config, files, step, weights, previous }: ParsedInputOf<Method>, { signal, send }: StreamContext<ItemOf<Method>>): Promise<EndOf<Method>> {
  const found = measureById(id)
  const subject = await subjectOf(config, sourcesFrom(files))
  let told = -Infinity
  const progress = (share: number): void => {
    if (performance.now() - told < progressMs) return
    told = performance.now()
    void send({ share: Math.min(Math.max(share, 0), 1) }).catch(() => {})
  }
  const input = inputOf(subject, { step, weights, previous }, { signal, progress })
  const lack = found.lacks(input, parameters)
  if (lack !== null) throw new LabError('not-possible-now', `${found.title} cannot be measured on this run. ${lack} The run is unchanged.`, { measure: id })
  return { values: { ...(await found.compute(input, parameters)) }, arrays: { ...(await found.arrays?.(input, parameters)) } }
}
