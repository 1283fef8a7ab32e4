import { framedPx } from './axes.ts'
import { formatPercent } from './formats.ts'
import { layLine, type PlotScales, type Stroke } from './line-scene.ts'
import type { PreparedGroup } from './prepare.ts'
import { reduce } from './reduce.ts'
import type { Measures, SceneBand, SceneLine } from './scene.ts'
import type { GroupSpec, LineSpec } from './spec.ts'
import { runColour } from './themes.ts'

const bandOpacity = 0.16

/** The centre of a group as a line, and its band: a polygon for every stretch of x in which it is of equally many members. */
export function layGroup({ spec, curve }: PreparedGroup, scales: PlotScales, measures: Measures): { readonly line: SceneLine; readonly bands: readonly SceneBand[] } {
  const line = lineOf(spec)
  const stroke: Stroke = { ...inkOf(spec), width: measures.mean, opacity: 1 }
  const centre = layLine(line, { x: curve.x, steps: curve.x, values: curve.centre, isPath: false }, scales, stroke)
  return { line: centre, bands: bandsOf({ spec, curve }, scales) }
}

/** The line specification of a group's centre: its key stands where that of a run would. */
export function lineOf({ name, series, slot }: GroupSpec): LineSpec {
  return { run: name, series, role: 'mean', colour: slot === null ? { by: 'role' } : { by: 'run', slot }, dash: null, label: null, emphasis: 'normal', end: 'plain' }
}

function inkOf({ slot }: GroupSpec): Pick<Stroke, 'ink' | 'dash'> {
  return slot === null ? { ink: 'text', dash: null } : runColour(slot)
}

/** Fainter where it is of fewer members, and ended where it is of none. */
function bandsOf({ spec, curve }: PreparedGroup, { step, value, resolution }: PlotScales): readonly SceneBand[] {
  if (curve.band === null) return []
  const { x, low, high, count } = curve.band
  const most = count.reduce((a, b) => Math.max(a, b), 0)
  const toY = (v: number): number => framedPx(value, v)
  const bands: SceneBand[] = []
  for (let from = 0; from < x.length; ) {
    let to = from + 1
    const isDrawn = Number.isFinite(low[from])
    while (to < x.length && count[to] === count[from] && Number.isFinite(low[to]) === isDrawn) to += 1
    // The first place of the next stretch closes the gap between the two.
    const end = to < x.length && Number.isFinite(low[to]) ? to + 1 : to
    if (isDrawn && end - from > 1) {
      const places = x.subarray(from, end)
      const edge = (values: Float64Array): number[] => {
        const part = values.subarray(from, end)
        return reduce(places, part, step, resolution).stretches.flatMap((indices) => [...indices].flatMap((i) => [step.toPx(places[i]!), toY(part[i]!)]))
      }
      const upper = edge(high)
      const lower = edge(low)
      const back: number[] = []
      for (let i = lower.length - 2; i >= 0; i -= 2) back.push(lower[i]!, lower[i + 1]!)
      if (upper.length > 2) bands.push({ group: spec.name, ink: inkOf(spec).ink, opacity: bandOpacity * ((count[from] ?? 0) / most), outline: Float64Array.from([...upper, ...back]) })
    }
    from = to
  }
  return bands
}

const names = { mean: 'mean', median: 'median', trimmed: 'trimmed mean', geometric: 'geometric mean' } as const

/** What stands at a group's curve where it is the only one: "mean, 95 % t-interval, n = 5", or "n = 5 to 2" where members end early. */
export function loneGroupWords(group: PreparedGroup): string {
  return [group.spec.label, `${methodWords(group)}, n = ${sizeWords(group)}`].filter((words) => words !== null && words !== '').join(': ')
}

/** What stands at a group's curve among others: "wd=1, mean of 3". How it was made is the same for all and is said once, by `methodWords`. */
export function groupWords(group: PreparedGroup): string {
  return [group.spec.label, `${names[group.spec.centre]} of ${sizeWords(group)}`].filter((words) => words !== null && words !== '').join(', ')
}

/** How centre and band are made: "mean, 95 % t-interval"; and what stands between uneven points. */
export function methodWords({ spec, curve }: PreparedGroup): string {
  const level = formatPercent(spec.level, Number.isInteger(Math.round(spec.level * 1e6) / 1e4) ? 0 : 1)
  const bands = { none: '', sd: '± SD', se: '± standard error', t: `${level} t-interval`, bootstrap: `${level} bootstrap interval`, quantiles: `middle ${level}`, range: 'least to greatest' }
  const centre = spec.centre === 'trimmed' ? `${names.trimmed} (20 % cut at either end)` : names[spec.centre]
  const middle = spec.band === 'sd' || spec.band === 'se' ? `${centre} ${bands[spec.band]}` : [centre, bands[spec.band]].filter((words) => words !== '').join(', ')
  return `${middle}${!curve.isUneven ? '' : spec.evaluation === 'hold' ? ', values held between points' : ', straight between points'}`
}

/** Of how many members a group's curve is: "5", or "5 to 2" where some end early. */
function sizeWords({ curve }: PreparedGroup): string {
  let least = Infinity
  let most = 0
  for (const n of curve.count) {
    if (n < 2) continue
    least = Math.min(least, n)
    most = Math.max(most, n)
  }
  return most === 0 ? 'fewer than 2' : least === most ? `${most}` : `${most} to ${least}`
}
