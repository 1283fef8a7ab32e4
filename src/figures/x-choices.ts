import { eventWords } from '../shared/runs/event-words.ts'
import type { EventId, RunId, RunSummary } from '../shared/schema/run.ts'
import { formatInteger } from './formats.ts'
import type { CurvesData } from './scene.ts'
import type { CurvesSpec, StepAxisSpec, XQuantity } from './spec.ts'

/** What an x axis is chosen to be. */
export interface XOptions {
  /** `step`, `epoch`, `examples`, `flop`, or `series:` and the name of one. */
  readonly x: string
  readonly scale: StepAxisSpec['scale']
  readonly align: Alignment
}

/** `step`, or an event from which (`after`) or in units of which (`ratio`) each run counts its steps. */
export type Alignment = { readonly by: 'step' } | { readonly by: 'after' | 'ratio'; readonly event: EventId }

export interface XChoice {
  readonly value: string
  readonly label: string
}

/** What is known of runs beside their summaries and curves. */
export interface XSource {
  /** Floating-point operations of a training step; null where they cannot be counted, undefined while they are. */
  flop(run: RunSummary): number | null | undefined
  /** The run that another was forked from. */
  find(id: RunId): RunSummary | undefined
}

/** Where nobody has counted. */
export const nothingKnown: XSource = { flop: () => undefined, find: () => undefined }

type Place = Extract<XQuantity, { by: 'scaled' }>['runs'][string]

/** Passes over the training set a step; null where the lab does not know how many examples that has. */
function epochsPerStep({ config: { batch, split } }: RunSummary): number | null {
  if (batch.kind === 'full') return 1
  return split.train_count === undefined ? null : batch.size / split.train_count
}

/** Examples that a step sees; null where only the task knows how many there are. */
function examplesPerStep({ config: { batch, split } }: RunSummary): number | null {
  return batch.kind === 'minibatch' ? batch.size : (split.train_count ?? null)
}

interface PerStep {
  /** In menus. */
  readonly label: string
  readonly title: string
  /** What is counted, beside the figure. */
  readonly note?: string
  of(run: RunSummary, source: XSource): number | null | undefined
}

const perStep: Readonly<Record<string, PerStep>> = {
  epoch: { label: 'epoch', title: 'epoch', of: epochsPerStep },
  examples: { label: 'examples seen', title: 'examples seen', of: examplesPerStep },
  flop: {
    label: 'FLOP of training',
    title: 'FLOP of the training steps',
    note: 'FLOP as compiled: 2mnk a product, else one an element; evaluation is not counted',
    of: (run, source) => source.flop(run),
  },
}

/** What counts the same in every step of a run, those that a fork has from its parent too; null where it does not, or where that is not known. */
function steady(kind: PerStep, run: RunSummary, source: XSource): number | null | undefined {
  const own = kind.of(run, source)
  if (typeof own !== 'number' || !run.parent?.fork) return own
  const parent = source.find(run.parent.run)
  if (parent === undefined) return null
  const before = steady(kind, parent, source)
  return before === undefined || before === own ? before : null
}

/** "weight norm", "norm l2 of layers.0.weight" */
export function seriesTitle(series: string): string {
  const at = series.indexOf('.')
  return at < 0 ? series.replaceAll('_', ' ') : `${series.slice(0, at).replaceAll('_', ' ')} of ${series.slice(at + 1)}`
}

/** Names of the series that one of these runs has, ascending. */
export function seriesOfRuns(runs: readonly RunSummary[], data: CurvesData): readonly string[] {
  return [...new Set(runs.flatMap(({ id }) => Object.keys(data[id] ?? {})))].sort()
}

/** What can stand on the x axis of these runs: steps, what each of them costs or sees as far as it may be known, and their series. */
export function xChoices(runs: readonly RunSummary[], series: readonly string[]): readonly XChoice[] {
  const known = Object.entries(perStep).filter(([, { of }]) => runs.length > 0 && runs.every((run) => of(run, nothingKnown) !== null))
  return [
    { value: 'step', label: 'step' },
    ...known.map(([value, { label }]) => ({ value, label })),
    ...series.map((name) => ({ value: `series:${name}`, label: seriesTitle(name) })),
  ]
}

export interface XChosen {
  readonly axis: Pick<StepAxisSpec, 'quantity' | 'title' | 'scale'>
  /** What it counts and what it leaves out. */
  readonly notes: readonly string[]
}

/**
 * The x axis that the options ask for. Steps counted from an event may be negative, and some series are at or below 0: those have a linear
 * axis where a log axis is asked, as nothing may be dropped, and a symlog axis when that is.
 *
 * @param others keys of the data that are no runs, such as an expected curve; they stand where a single run does
 */
export function chosenX({ x, scale, align }: XOptions, runs: readonly RunSummary[], data: CurvesData, others: readonly string[], source: XSource = nothingKnown): XChosen {
  if (x.startsWith('series:')) return alongSeries(x.slice('series:'.length), scale, runs, data)
  const kind = perStep[x]
  if (kind !== undefined) return counted(kind, scale, runs, others, source)
  if (align.by !== 'step') return aligned(align, scale, runs)
  return { axis: { quantity: { by: 'step' }, title: 'step', scale }, notes: [] }
}

/** A figure on another x axis. What was planned for an axis of steps holds for that one alone. */
export function onX(spec: CurvesSpec, { axis, notes }: XChosen): CurvesSpec {
  return { ...spec, step: { ...spec.step, ...axis, domain: axis.quantity.by === 'step' ? spec.step.domain : null }, notes: [...spec.notes, ...notes] }
}

function counted(kind: PerStep, scale: XOptions['scale'], runs: readonly RunSummary[], others: readonly string[], source: XSource): XChosen {
  const factors = runs.map((run) => ({ run, factor: steady(kind, run, source) }))
  const places = factors.flatMap(({ run, factor }): [string, Place][] => (typeof factor === 'number' && factor > 0 ? [[run.id, { offset: 0, factor }]] : []))
  const waiting = factors.filter(({ factor }) => factor === undefined).length
  const absent = runs.length - places.length - waiting
  const [first] = places
  const beside = runs.length === 1 && first !== undefined ? others.map((key): [string, Place] => [key, first[1]]) : []
  const left = absent === 0 ? [] : [`${absent} of ${runs.length} left out: ${kind.label} is not known, or not the same in every step`]
  return {
    axis: { quantity: { by: 'scaled', runs: Object.fromEntries([...places, ...beside]) }, title: kind.title, scale },
    notes: [...(waiting === 0 ? [] : [`counting the operations of ${waiting} of ${runs.length}`]), ...left, ...(kind.note === undefined || places.length === 0 ? [] : [kind.note])],
  }
}

function alongSeries(series: string, scale: XOptions['scale'], runs: readonly RunSummary[], data: CurvesData): XChosen {
  const having = runs.flatMap(({ id }) => data[id]?.[series] ?? [])
  const isPositive = having.every(({ values }) => values.every((v) => v > 0 || Number.isNaN(v)))
  const absent = runs.length - having.length
  const title = seriesTitle(series)
  return {
    axis: { quantity: { by: 'series', series }, title, scale: isPositive || scale === 'symlog' ? scale : 'linear' },
    notes: absent === 0 ? [] : [`${absent} of ${runs.length} runs have no ${title}`],
  }
}

function aligned({ by, event }: Exclude<Alignment, { by: 'step' }>, scale: XOptions['scale'], runs: readonly RunSummary[]): XChosen {
  const reached = runs.flatMap((run): [string, Place][] => {
    const at = run.events[event]
    if (at === null || (by === 'ratio' && at === 0)) return []
    return [[run.id, by === 'after' ? { offset: at, factor: 1 } : { offset: 0, factor: 1 / at }]]
  })
  const { words } = eventWords[event]
  const censored = runs.filter(({ id }) => !reached.some(([key]) => key === id))
  return {
    axis: { quantity: { by: 'scaled', runs: Object.fromEntries(reached) }, title: by === 'after' ? `steps after ${words}` : `step in units of ${words}`, scale: by === 'after' && scale !== 'symlog' ? 'linear' : scale },
    notes: censored.length === 0 ? [] : [`${censored.length} of ${runs.length} not ${words} by step ${formatInteger(Math.max(...censored.map((run) => run.final?.step ?? 0)))}`],
  }
}
