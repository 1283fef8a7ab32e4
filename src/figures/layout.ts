import type { Frame, Margins, Measures, Rect } from './scene.ts'
import type { FigureSize, FigureSpec, PanelSpec } from './spec.ts'

const inch = 25.4
const dotsPerInch = 96
const pt = dotsPerInch / 72

export const screenMeasures: Measures = {
  tickText: 11, labelText: 12, titleText: 12,
  hairline: 1, axis: 1, majorTick: 6, minorTick: 3,
  curve: 1.75, highlighted: 2, mean: 2.25, member: 1.5, context: 1, ghost: 1.25,
}

/** 7 pt text, curves of 1 pt, axes of 0.5 pt: what journals ask for at final size. */
export const paperMeasures: Measures = {
  tickText: 7 * pt, labelText: 7 * pt, titleText: 7 * pt,
  hairline: 0.25 * pt, axis: 0.5 * pt, majorTick: 3.5, minorTick: 2,
  curve: pt, highlighted: 1.2 * pt, mean: 1.3 * pt, member: 0.85 * pt, context: 0.5 * pt, ghost: 0.75 * pt,
}

/** A figure with a size in millimetres is drawn with the measures of paper. */
export function measuresOf(size: FigureSize | null): Measures {
  return size?.unit === 'mm' ? paperMeasures : screenMeasures
}

export function mmToPx(mm: number): number {
  return (mm * dotsPerInch) / inch
}

export function pxToMm(px: number): number {
  return (px * inch) / dotsPerInch
}

/** The frame of a specification with a size; 1096 × 560 px, the room of the run screen, for one without. */
export function frameOf(spec: FigureSpec): Frame {
  const size = spec.size
  if (size === null) return { width: 1096, height: 560 }
  return size.unit === 'px' ? { width: size.width, height: size.height } : { width: mmToPx(size.width), height: mmToPx(size.height) }
}

/** Places of one panel: the baseline of its title, the baseline of rule words above the plot (top panel only), and the plot. */
export interface PanelPlace {
  readonly title: number
  readonly rules: number
  readonly plot: Rect
}

/**
 * Panels stacked on one step axis. Heights follow the weights; the space for titles, rule words and tick labels is fixed by the text size.
 *
 * @param unit px of the screen's 11 px text in this figure: 1 on screen, 7 pt / 11 px on paper
 */
export function stackPanels(panels: readonly PanelSpec[], frame: Frame, margins: Margins, ruleRow: boolean, unit: number): readonly PanelPlace[] {
  const heads = panels.map((panel, i) => (panel.title === '' && panel.subtitle === '' ? 6 : 26) + (i === 0 ? (ruleRow ? 16 : 0) : 26))
  const weights = panels.map((panel) => panel.weight ?? (panel.y.kind === 'accuracy' ? 1.4 : 1))
  const room = frame.height - margins.top - margins.bottom - unit * heads.reduce((a, b) => a + b, 0)
  const share = Math.max(20 * panels.length, room) / weights.reduce((a, b) => a + b, 0)

  let y = margins.top
  return panels.map((_, i) => {
    y += unit * (heads[i] ?? 0)
    const words = i === 0 && ruleRow ? 16 * unit : 0
    const height = share * (weights[i] ?? 1)
    const place = {
      title: y - words - 12 * unit,
      rules: y - 7 * unit,
      plot: { x: margins.left, y, width: Math.max(20, frame.width - margins.left - margins.right), height },
    }
    y += height
    return place
  })
}
