import { formatInteger } from '../../../figures/formats.ts'
import type { CurvesData } from '../../../figures/scene.ts'
import type { StepAxisSpec, XQuantity } from '../../../figures/spec.ts'
import type { RunSummary } from '../../../shared/schema/run.ts'
import { eventWords } from '../../../shared/runs/event-words.ts'
import type { Alignment, CurveOptions } from './curve-options.ts'

export interface XChoice {
  readonly value: string
  readonly label: string
}

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

const perStep: Readonly<Record<string, { readonly title: string; of(run: RunSummary): number | null }>> = {
  epoch: { title: 'epoch', of: epochsPerStep },
  examples: { title: 'examples seen', of: examplesPerStep },
}

export const seriesTitle = (series: string): string => series.replaceAll('_', ' ')

/** Names of the series that one of these runs has, ascending. */
export function seriesOfRuns(runs: readonly RunSummary[], data: CurvesData): readonly string[] {
  return [...new Set(runs.flatMap(({ id }) => Object.keys(data[id] ?? {})))].sort()
}

/** What can stand on the x axis of these runs: steps, what is known of each of them, and their series. */
export function xChoices(runs: readonly RunSummary[], series: readonly string[]): readonly XChoice[] {
  const known = Object.entries(perStep).filter(([, { of }]) => runs.length > 0 && runs.every((run) => of(run) !== null))
  return [
    { value: 'step', label: 'step' },
    ...known.map(([value, { title }]) => ({ value, label: title })),
    ...series.map((name) => ({ value: `series:${name}`, label: seriesTitle(name) })),
  ]
}

export interface XChosen {
  readonly axis: Pick<StepAxisSpec, 'quantity' | 'title' | 'scale'>
  /** What it leaves out. */
  readonly notes: readonly string[]
}

/**
 * The x axis that the options ask for. Steps counted from an event may be negative, and some series are at or below 0: those have a linear
 * axis where a log axis is asked, as nothing may be dropped, and a symlog axis when that is.
 *
 * @param others keys of the data that are no runs, such as an expected curve; they stand where a single run does
 */
export function chosenX({ x, scale, align }: CurveOptions, runs: readonly RunSummary[], data: CurvesData, others: readonly string[]): XChosen {
  if (x.startsWith('series:')) return alongSeries(x.slice('series:'.length), scale, runs, data)
  const kind = perStep[x]
  if (kind !== undefined) {
    const places = runs.flatMap((run): [string, Place][] => {
      const factor = kind.of(run)
      return factor === null ? [] : [[run.id, { offset: 0, factor }]]
    })
    const only = places.length === 1 ? places[0]?.[1] : undefined
    if (only !== undefined) places.push(...others.map((key): [string, Place] => [key, only]))
    return { axis: { quantity: { by: 'scaled', runs: Object.fromEntries(places) }, title: kind.title, scale }, notes: [] }
  }
  if (align.by !== 'step') return aligned(align, scale, runs)
  return { axis: { quantity: { by: 'step' }, title: 'step', scale }, notes: [] }
}

function alongSeries(series: string, scale: CurveOptions['scale'], runs: readonly RunSummary[], data: CurvesData): XChosen {
  const having = runs.flatMap(({ id }) => data[id]?.[series] ?? [])
  const isPositive = having.every(({ values }) => values.every((v) => v > 0 || Number.isNaN(v)))
  const absent = runs.length - having.length
  const title = seriesTitle(series)
  return {
    axis: { quantity: { by: 'series', series }, title, scale: isPositive || scale === 'symlog' ? scale : 'linear' },
    notes: absent === 0 ? [] : [`${absent} of ${runs.length} runs have no ${title}`],
  }
}

function aligned({ by, event }: Exclude<Alignment, { by: 'step' }>, scale: CurveOptions['scale'], runs: readonly RunSummary[]): XChosen {
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
