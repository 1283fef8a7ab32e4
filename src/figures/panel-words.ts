import { groupWords, lineOf, loneGroupWords } from './group-scene.ts'
import { placeLineLabels, type LabelRoom, type LabelWish } from './line-labels.ts'
import { textInk } from './line-scene.ts'
import { crossing, occupancy } from './occupancy.ts'
import type { PreparedPanel } from './prepare.ts'
import type { Label, Measures, Rect, SceneLine, ScenePanel } from './scene.ts'
import type { LineSpec, PanelSpec } from './spec.ts'
import { boxOf, label, touches } from './words.ts'

export interface PanelWords {
  readonly labels: readonly Label[]
  /** How many lines found room for their names, where some of many did not; empty otherwise. */
  readonly leftOut: string
}

/**
 * Labels at the lines and at the centres of groups, then words of references where the fewest curves pass.
 *
 * @param isLone the figure has one group, which says itself how it was made
 */
export function panelWords(panel: ScenePanel, spec: PanelSpec, prepared: PreparedPanel, taken: readonly Rect[], room: LabelRoom, isLone: boolean, measures: Measures): PanelWords {
  const covered = new Map<SceneLine, ReturnType<typeof occupancy>>(panel.lines.filter((line) => !line.isBackdrop).map((line) => [line, occupancy(line.stretches, panel.plot)]))
  const wish = (line: LineSpec, text: string | null): LabelWish[] => {
    const laid = panel.lines.find((candidate) => !candidate.isBackdrop && candidate.run === line.run && candidate.series === line.series && candidate.role === line.role)
    const space = laid === undefined ? undefined : covered.get(laid)
    if (text === null || laid === undefined || space === undefined) return []
    return [{ line: laid, text, ink: textInk(line, laid.ink), occupancy: space }]
  }
  const wishes = [...prepared.groups.flatMap((group) => wish(lineOf(group.spec), isLone ? loneGroupWords(group) : groupWords(group))), ...spec.lines.flatMap((line) => wish(line, line.label))]
  const spaces = (of: (line: SceneLine) => boolean) => [...covered].filter(([line]) => of(line)).map(([, space]) => space)
  const labels = [...placeLineLabels(wishes, spaces((line) => line.emphasis !== 'context'), spaces((line) => line.emphasis === 'context'), room, taken, measures)]
  const leftOut = wishes.length > room.fewNames && labels.length < wishes.length ? `${labels.length} of ${wishes.length} lines named` : ''
  const boxes = [...taken, ...labels.map(boxOf)]
  spec.references.forEach((reference, i) => {
    const y = panel.references[i]?.y ?? 0
    const places = [0.3, 0.5, 0.7, 0.2, 0.8, 0.4, 0.6, 0.15, 0.85].map((share) => {
      const words = label(reference.label, { x: panel.plot.x + share * panel.plot.width, y: y - 0.5 * measures.tickText, anchor: 'middle', halo: true }, measures.tickText, 'text-3')
      const box = boxOf(words)
      const cost = [...covered.values()].reduce((sum, space) => sum + crossing(space, box, 0), 0)
      return { words, box, cost }
    })
    const free = places.filter(({ box }) => !boxes.some((other) => touches(box, other))).sort((a, b) => a.cost - b.cost)[0]
    if (free === undefined) return
    labels.push(free.words)
    boxes.push(free.box)
  })
  return { labels, leftOut }
}
