import type { CurvesSpec, FigureSpec } from '../../figures/spec.ts'
import type { FigureMetadata } from '../../figures/to-svg.ts'
import { writeOptions, plainOptions, type CurveOptions } from '../charts/curves/curve-options.ts'

/** A place of the lab, as the address has it. */
export interface FigurePlace {
  readonly path: string
  readonly query: Readonly<Record<string, string>>
}

/** Runs that a figure shows; expected and averaged curves are named like runs, and are not here. */
export function runsOf(spec: FigureSpec): readonly string[] {
  if (spec.kind === 'matrix') return [spec.run]
  if (spec.kind === 'plots') return spec.run === null ? [] : [spec.run]
  const lines = spec.panels.flatMap(({ lines: own, groups }) => [...own.map(({ run }) => run), ...groups.flatMap(({ members }) => members)])
  return [...new Set(lines)].filter((run) => run.startsWith('run_'))
}

/** Views that a figure can have come from. */
const views = /^\/(runs\/[a-z0-9_]+(\/insides)?|compare|theory\/[a-z0-9-]+|constructed\/[a-z0-9-]+)$/

/**
 * Where a figure was made, with the settings of that view: by the address that it brings with it, else by what its specification says. Null
 * where it names no run and no place.
 *
 * @param runs those of its runs that this store has
 */
export function figurePlace(spec: FigureSpec, metadata: FigureMetadata | null, runs: readonly string[]): FigurePlace | null {
  const brought = addressIn(metadata)
  const [first] = runs
  const needsRun = brought === null || !/^\/(theory|constructed)\//.test(brought.path)
  if (needsRun && first === undefined) return null
  if (spec.kind !== 'curves') {
    const place = brought ?? { path: `/runs/${first ?? ''}/insides`, query: {} }
    const step = spec.step === null ? {} : { step: String(spec.step) }
    if (spec.kind === 'matrix') return { path: place.path, query: { ...place.query, ...step, matrix: spec.tensor } }
    return { path: place.path, query: { ...place.query, ...step, ...(spec.panel === null ? {} : { panel: spec.panel }) } }
  }
  const all = { runs: runs.join(',') }
  if (brought !== null) return brought.path === '/compare' ? { ...brought, query: { ...brought.query, ...all } } : brought
  const query = optionsIn(spec)
  return runs.length === 1 ? { path: `/runs/${first ?? ''}`, query } : { path: '/compare', query: { ...query, ...all } }
}

/** The address of the view in which a figure was saved, of the lab's own views only; null in a figure that has none. */
function addressIn(metadata: FigureMetadata | null): FigurePlace | null {
  const view = metadata?.source['view']
  if (typeof view !== 'string' || view.length > 20_000) return null
  const [path = '', text = ''] = view.split('?')
  return views.test(path) ? { path, query: Object.fromEntries(new URLSearchParams(text)) } : null
}

/** How curves are drawn, as far as the options of a view have words for it: axis, window, smoothing, centres and bands of groups. */
function optionsIn({ step, smoothing, panels }: CurvesSpec): Readonly<Record<string, string>> {
  const group = panels.flatMap(({ groups }) => groups)[0]
  const options: CurveOptions = {
    ...plainOptions,
    scale: step.scale,
    smoothing,
    ...(step.quantity.by === 'series' ? { x: `series:${step.quantity.series}` } : {}),
    ...(group === undefined ? {} : { centre: group.centre, band: group.band, evaluation: group.evaluation }),
  }
  const texts = Object.entries(writeOptions(options)).flatMap(([key, text]) => (text === undefined ? [] : [[key, text] as const]))
  return { ...Object.fromEntries(texts), ...(step.window === null ? {} : { from: String(step.window[0]), to: String(step.window[1]) }) }
}
