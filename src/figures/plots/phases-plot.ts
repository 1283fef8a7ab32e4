import { csvField, csvLineEnd } from '../csv.ts'
import type { PlotsData } from './plots-data.ts'
import type { MarkInput, PlotsSpecInput } from './plots-spec.ts'

export const phaseNames = ['memorising', 'plateau', 'generalising', 'grokked'] as const

/** What one run was doing when: from ≤ step < to, in the order of steps. */
export interface PhaseRow {
  readonly name: string
  readonly segments: readonly { readonly phase: (typeof phaseNames)[number]; readonly from: number; readonly to: number }[]
}

/** Phases of several runs below each other, a bar each on one step axis, as the page of a run has them above its curves. */
export function phasesPlot(runs: readonly PhaseRow[]): { readonly rows: PlotsSpecInput['rows']; readonly data: PlotsData } {
  const all = runs.flatMap(({ segments }, row) => segments.map((segment) => ({ ...segment, row })))
  const data: Record<string, Record<string, readonly number[]>> = {}
  const marks = phaseNames.flatMap((phase): MarkInput[] => {
    const own = all.filter((segment) => segment.phase === phase)
    if (own.length === 0) return []
    data[phase] = { x: own.map(({ from }) => from), y: own.map(({ row }) => row - 0.18), x2: own.map(({ to }) => to), y2: own.map(({ row }) => row + 0.18) }
    return [{ mark: 'bars', data: phase, ink: `phase-${phase}`, label: phase }]
  })
  const last = all.reduce((most, { to }) => Math.max(most, to), 1)
  return {
    rows: [{ height: 58 + 22 * runs.length, plots: [{
      id: 'phases', legend: 'row', grid: 'none', marks,
      x: { kind: 'step', last, zero: all.some(({ from }) => from === 0), title: 'step' },
      y: { kind: 'places', count: Math.max(1, runs.length), reversed: true, names: runs.map(({ name }) => name) },
    }] }],
    data,
  }
}

/** The same as rows of a file: `run,phase,from,to`. */
export function phasesCsv(runs: readonly PhaseRow[]): string {
  const rows = runs.flatMap(({ name, segments }) => segments.map(({ phase, from, to }) => [csvField(name), phase, from, to].join(',')))
  return ['run,phase,from,to', ...rows, ''].join(csvLineEnd)
}
