import { lacksCircuit } from './circuit/use-circuit.ts'
import { phaseSign } from './circuit/circuit.ts'
import { pairRecipe } from './circuit/pair-logits.ts'
import ClocksPanel from './clocks/ClocksPanel.vue'
import { symbolTables } from './embedding/embedding-table.ts'
import EmbeddingPanel from './embedding/EmbeddingPanel.vue'
import LogitWavePanel from './logit-wave/LogitWavePanel.vue'
import NumberLinePanel from './number-line/NumberLinePanel.vue'
import type { InsidesPanel } from './panel.ts'
import StarPanel from './star/StarPanel.vue'
import WavesPanel from './waves/WavesPanel.vue'

/** Panels that show the circuit: how symbols, neurons and answers are made of waves. */
export const circuitPanels: readonly InsidesPanel[] = [
  {
    id: 'logit-wave',
    title: 'Logit wave',
    group: 'Answers',
    lacks(config) {
      const recipe = pairRecipe(config)
      if (typeof recipe === 'string') return recipe
      return phaseSign(config) === null ? 'The waves of a pair meet at its answer where the task is a sum in some order; this one is not.' : null
    },
    component: LogitWavePanel,
  },
  { id: 'clocks', title: 'Neurons as clocks', group: 'Frequencies', lacks: lacksCircuit, component: ClocksPanel },
  { id: 'waves', title: 'Waves of the neurons', group: 'Frequencies', lacks: lacksCircuit, component: WavesPanel },
  { id: 'stars', title: 'Stars', group: 'Frequencies', lacks: lacksCircuit, component: StarPanel },
  {
    id: 'embedding',
    title: 'Symbols on planes',
    group: 'Representation',
    lacks(config) {
      const tables = symbolTables(config)
      return typeof tables === 'string' ? tables : null
    },
    component: EmbeddingPanel,
  },
  {
    id: 'number-line',
    title: 'Number line and parallelograms',
    group: 'Representation',
    lacks: ({ task, model }) =>
      task.kind !== 'toy_addition'
        ? 'Parallelograms need sums of numbers, the task toy_addition.'
        : model.kind === 'mlp' && model.embedding !== undefined && model.embedding.tables === 'shared' && model.embedding.combine !== 'matrix_product'
          ? null
          : 'It draws one embedding that both numbers share, which this model does not have.',
    component: NumberLinePanel,
  },
]
