import type { PresetSummary } from '../../../shared/contract.ts'
import type { Curves } from '../../../shared/schema/run.ts'

/** What the gallery draws of a run: how far it goes, and its expected curves. */
export interface DrawnRun {
  readonly steps: number
  readonly curves: Curves
}

/** Of a set, each of its members; of theory nothing, because nothing trains. */
export function drawnRuns(preset: PresetSummary): readonly DrawnRun[] {
  switch (preset.kind) {
    case 'run':
    case 'continuation':
      return [{ steps: preset.config.steps, curves: preset.expectedCurves }]
    case 'set':
      return preset.members.map(({ config, expectedCurves }) => ({ steps: config.steps, curves: expectedCurves }))
    case 'theory':
      return []
  }
}

/** What it is, where it is not simply one run. */
export function kindWords(preset: PresetSummary): string | null {
  switch (preset.kind) {
    case 'run':
    case 'theory':
      return null
    case 'continuation':
      return 'goes on from another run'
    case 'set':
      return `${preset.members.length} ${preset.members.length === 1 ? 'run' : 'runs, one after the other'}`
  }
}
