import type { RunSummary } from '../../../../shared/schema/run.ts'
import { plotsFigure } from '../../../charts/plots-figure.ts'
import { plotsItems } from '../../../charts/plots-items.ts'
import type { MenuItem } from '../../../components/menu-item.ts'
import type { Drawing } from '../figures/drawing.ts'
import { metadataOf, stemOf } from '../save-items.ts'

/** What a panel shows, to be drawn on paper. */
export interface PanelDrawing {
  /** The panel's name in addresses, and in file names: `predictions`. */
  readonly panel: string
  readonly title: string
  /** Beside the run's name, below the title. */
  readonly note: string
  /** The sentence of the panel, for those who cannot see it. */
  readonly sentence: string
  readonly step: number | null
  readonly drawing: Drawing
}

/** A panel as a figure for paper with all its numbers: laid out when it is asked for, from what the panel shows then. */
export function panelItems(run: RunSummary | null, draw: () => PanelDrawing | null): readonly MenuItem[] {
  if (!run) return []
  return plotsItems(() => {
    const drawn = draw()
    if (drawn === null || drawn.drawing.rows.length === 0) return null
    const { panel, title, note, sentence, step, drawing } = drawn
    const notes = [[run.name, note].filter((words) => words !== '').join(' · ').slice(0, 300)]
    return plotsFigure({ title, sentence: sentence.slice(0, 2000), notes, rows: drawing.rows, run: run.id, step, panel }, drawing.data, metadataOf(run), stemOf(run, panel, ...(step === null ? [] : ['step', step])))
  })
}
