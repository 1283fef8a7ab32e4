import type { RunConfig } from '../../../../shared/schema/run-config.ts'
import AttentionPanel from './AttentionPanel.vue'
import { circuitPanels, measurePanels } from './circuit-panels.ts'
import ConfusionPanel from './ConfusionPanel.vue'
import { lacksAttention, lacksClasses, lacksLens, lacksMatrices, lacksPairTable } from './lacks.ts'
import LogitLensPanel from './lens/LogitLensPanel.vue'
import { lacksFirstLayer } from './first-layer/first-layer.ts'
import FirstLayerPanel from './first-layer/FirstLayerPanel.vue'
import { panelGroups, type InsidesPanel } from './panel.ts'
import PredictionPanel from './PredictionPanel.vue'
import SpectrumPanel from './SpectrumPanel.vue'

/** Every panel, in the order of the page within its group. */
const registered: readonly InsidesPanel[] = [
  { id: 'predictions', title: 'Predictions for every pair', group: 'Answers', lacks: lacksPairTable, component: PredictionPanel },
  { id: 'confusions', title: 'Confusions and worst examples', group: 'Answers', lacks: lacksClasses, component: ConfusionPanel },
  { id: 'attention', title: 'Attention patterns', group: 'Answers', lacks: lacksAttention, component: AttentionPanel },
  { id: 'logit-lens', title: 'Logit lens', group: 'Answers', lacks: lacksLens, component: LogitLensPanel },
  { id: 'first-layer', title: 'First layer as images', group: 'Weights', lacks: lacksFirstLayer, component: FirstLayerPanel },
  { id: 'spectra', title: 'Singular values', group: 'Weights', lacks: lacksMatrices, component: SpectrumPanel },
  ...circuitPanels,
  ...measurePanels,
]

export const panels: readonly InsidesPanel[] = panelGroups.flatMap((group) => registered.filter((panel) => panel.group === group))

/** The panels that a network has, and what is missing for the others. */
export function panelsOf(config: RunConfig): readonly { readonly panel: InsidesPanel; readonly lack: string | null }[] {
  return panels.map((panel) => ({ panel, lack: panel.lacks(config) }))
}
