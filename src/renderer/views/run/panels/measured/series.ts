import type { Curves, SeriesData } from '../../../../../shared/schema/run.ts'

/** What a measure said at a step. */
export interface MeasuredEntry {
  readonly step: number
  readonly values: Readonly<Record<string, number>>
}

/** A series of a measure: what was logged while the run trained, and what was measured on demand, which stands where both are. */
export function seriesOf(name: string, entries: readonly MeasuredEntry[], curves: Curves): SeriesData {
  const logged = curves[name]
  const points = new Map<number, number>()
  logged?.steps.forEach((step, i) => points.set(step, logged.values[i]!))
  for (const { step, values } of entries) {
    const value = values[name]
    if (value !== undefined) points.set(step, value)
  }
  const sorted = [...points].sort(([a], [b]) => a - b)
  return { steps: Uint32Array.from(sorted, ([step]) => step), values: Float64Array.from(sorted, ([, value]) => value) }
}

/** The names of the series that there are, of those that a card names; `power.*` stands for `power.1`, `power.2`, … in their order. */
export function seriesNames(patterns: readonly string[], entries: readonly MeasuredEntry[], curves: Curves): readonly string[] {
  const known = new Set([...entries.flatMap(({ values }) => Object.keys(values)), ...Object.keys(curves)])
  return patterns.flatMap((pattern) => {
    if (!pattern.endsWith('*')) return known.has(pattern) ? [pattern] : []
    const start = pattern.slice(0, -1)
    return [...known].filter((name) => name.startsWith(start)).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  })
}

/** The value at the last step up to `step`, with its step; null before the first. */
export function valueUpTo({ steps, values }: SeriesData, step: number | null): { readonly step: number; readonly value: number } | null {
  let at = -1
  while (at + 1 < steps.length && (step === null || steps[at + 1]! <= step)) at++
  return at < 0 ? null : { step: steps[at]!, value: values[at]! }
}
