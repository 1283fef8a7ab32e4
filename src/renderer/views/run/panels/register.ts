import type { RunConfig } from '../../../../shared/schema/run-config.ts'
import { circuitPanels } from './circuit-panels.ts'
import { lacksPairTable } from './lacks.ts'
import { panelGroups, type InsidesPanel } from './panel.ts'
import PredictionPanel from './PredictionPanel.vue'

/** Every panel, in the order of the page within its group. */
const registered: readonly InsidesPanel[] = [
  { id: 'predictions', title: 'Predictions for every pair', group: 'Answers', lacks: lacksPairTable, component: PredictionPanel },
  ...circuitPanels,
]

export const panels: readonly InsidesPanel[] = panelGroups.flatMap((group) => registered.filter((panel) => panel.group === group))

/** The panels that a network has, and what is missing for the others. */
export function panelsOf(config: RunConfig): readonly { readonly panel: InsidesPanel; readonly lack: string | null }[] {
  return panels.map((panel) => ({ panel, lack: panel.lacks(config) }))
}
