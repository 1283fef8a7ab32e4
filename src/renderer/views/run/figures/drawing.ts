import type { PlotsData } from '../../../../figures/plots/plots-data.ts'
import type { PlotAxis, PlotInput, PlotsSpecInput } from '../../../../figures/plots/plots-spec.ts'
import type { StepDomain } from '../../../../shared/runs/step-domain.ts'

/** What a panel draws, as rows of plots and their numbers; its title and what travels with it come from the panel. */
export interface Drawing {
  readonly rows: PlotsSpecInput['rows']
  readonly data: PlotsData
}

type AxisInput = PlotInput['x']

/** The step axis of the page: log, step 0 in its slot. */
export function stepsTo({ last, hasZero }: StepDomain, title = 'step'): AxisInput {
  return { kind: 'step', last, zero: hasZero, title }
}

/** Rows of a matrix: they go down. */
export function rowsDown(count: number, shown: PlotAxis['shown'] = 'all', title = '', names: readonly string[] | null = null): AxisInput {
  return { kind: 'places', count: Math.max(1, count), reversed: true, shown, title, names }
}

export function across(count: number, shown: PlotAxis['shown'] = 'all', title = ''): AxisInput {
  return { kind: 'places', count: Math.max(1, count), shown, title }
}

/** Numbers from 0 up to but without `count`. */
export function places(count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => i)
}

/** Rows of at most `most` things. */
export function inRows<T>(all: readonly T[], most: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / most) }, (_, i) => all.slice(i * most, (i + 1) * most))
}

/** Drawings below each other; their tables are called differently. */
export function stacked(...drawings: readonly Drawing[]): Drawing {
  return { rows: drawings.flatMap(({ rows }) => rows), data: Object.assign({}, ...drawings.map(({ data }) => data)) as PlotsData }
}
