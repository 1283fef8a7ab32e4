import { z } from 'zod'
import { measures } from '../../science/measures/index.ts'
import { chosenAll, measureById } from '../../science/measures/choose.ts'
import { experimentOf, type Experiment } from '../../science/experiment.ts'
import { sourcesFrom } from '../../science/sources.ts'
import type { MeasureInput } from '../../science/types.ts'
import { LabError } from '../../shared/errors.ts'
import type { MeasureCard } from '../../shared/contract.ts'
import type { MeasureChoice } from '../../shared/schema/config/measures.ts'
import type { EndOf, ParsedInputOf, StreamContext, ItemOf } from '../../shared/rpc/specification.ts'
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

/** A run that is looked at, and the checkpoint of it. */
interface Subject {
  readonly experiment: Experiment
  readonly tools: MeasureTools
  checkpoint: Measured | null
  /** What its measures see. They share what they compute on the way. */
  seen: { readonly input: MeasureInput; readonly tools: Writable<MeasureTools> } | null
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

let subject: Subject | null = null
/** What measures share can be large: it goes when nobody has asked for so long. */
const seenMs = 2000
let letGo: NodeJS.Timeout | undefined

/** The run that is measured from now on. */
export async function measuredRun({ config, files }: ParsedInputOf<WorkerContract['measuredRun']>): Promise<void> {
  subject = null // two would not fit where one is large
  const experiment = experimentOf(config, sourcesFrom(files))
  subject = { experiment, tools: await measureTools(), checkpoint: null, seen: null }
}

/** The checkpoint of it that is measured from now on. */
export function measuredCheckpoint(checkpoint: ParsedInputOf<WorkerContract['measuredCheckpoint']>): void {
  if (subject === null) throw nothingSent()
  subject.checkpoint = checkpoint
  subject.seen = null
}

/** What measures see of the checkpoint. Requests come one after the other. */
function inputFor(asker: Pick<MeasureTools, 'signal' | 'progress'>): MeasureInput {
  const at = subject
  if (at === null || at.checkpoint === null) throw nothingSent()
  clearTimeout(letGo)
  letGo = setTimeout(() => (at.seen = null), seenMs).unref()
  if (at.seen !== null) {
    Object.assign(at.seen.tools, asker)
    return at.seen.input
  }
  const tools = { ...at.tools, ...asker }
  const input = measureInput(at.experiment, at.checkpoint, tools)
  at.seen = { input, tools }
  return input
}

function nothingSent(): LabError {
  return new LabError('not-possible-now', 'This worker was not told what it is to measure. Nothing was changed; ask once more.')
}

/** Items are sent no more often than this. */
const progressMs = 100

/** A measure on the weights that were sent last. */
export async function measure({ measure: id, parameters }: ParsedInputOf<Method>, { signal, send }: StreamContext<ItemOf<Method>>): Promise<EndOf<Method>> {
  const found = measureById(id)
  let told = -Infinity
  const progress = (share: number): void => {
    if (performance.now() - told < progressMs) return
    told = performance.now()
    void send({ share: Math.min(Math.max(share, 0), 1) }).catch(() => {})
  }
  const input = inputFor({ signal, progress })
  const lack = found.lacks(input, parameters)
  if (lack !== null) throw new LabError('not-possible-now', `${found.title} cannot be measured on this run. ${lack} The run is unchanged.`, { measure: id })
  return { values: { ...(await found.compute(input, parameters)) }, arrays: { ...(await found.arrays?.(input, parameters)) } }
}
