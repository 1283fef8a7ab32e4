import type { RunConfig } from '../../../../shared/schema/run-config.ts'
import AnyMeasurePanel from './any-measure/AnyMeasurePanel.vue'
import { lacksCircuit } from './circuit/use-circuit.ts'
import { phaseSign } from './circuit/circuit.ts'
import { pairRecipe } from './circuit/pair-logits.ts'
import ClocksPanel from './clocks/ClocksPanel.vue'
import CollapsePanel from './collapse/CollapsePanel.vue'
import ComplexityPanel from './complexity/ComplexityPanel.vue'
import { symbolTables } from './embedding/embedding-table.ts'
import EmbeddingPanel from './embedding/EmbeddingPanel.vue'
import IrrepsPanel from './irreps/IrrepsPanel.vue'
import { lacksClasses } from './lacks.ts'
import LogitWavePanel from './logit-wave/LogitWavePanel.vue'
import MarginsPanel from './margins/MarginsPanel.vue'
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
      if (typeof tables === 'string') return tables
      return config.model.kind === 'mlp' && config.model.embedding?.width === 1 ? 'The embedding has one number a symbol, and planes need two.' : null
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

/** Panels of measures: what is computed at checkpoints, on demand. */
export const measurePanels: readonly InsidesPanel[] = [
  { id: 'margins', title: 'Margins', group: 'Answers', lacks: lacksClasses, component: MarginsPanel },
  {
    id: 'irreps',
    title: 'Representations of the group',
    group: 'Frequencies',
    lacks: ({ task }) => (task.kind === 'group_table' ? null : 'It reads the table of a group, the task group_table.'),
    component: IrrepsPanel,
  },
  { id: 'collapse', title: 'Neural collapse', group: 'Representation', lacks: lacksCollapse, component: CollapsePanel },
  { id: 'complexity', title: 'Complexity', group: 'Solutions', lacks: lacksComplexity, component: ComplexityPanel },
  { id: 'any-measure', title: 'Any measure', group: 'Solutions', lacks: () => null, component: AnyMeasurePanel },
]

function lacksCollapse(config: RunConfig): string | null {
  const featureless = ['linear', 'diagonal_linear', 'matrix_completion', 'committee', 'gp_regression', 'gp_classification']
  return featureless.includes(config.model.kind) ? 'It looks at what the last layer reads, and this model has no layer before it.' : lacksClasses(config)
}

function lacksComplexity({ model }: RunConfig): string | null {
  return model.kind === 'gp_regression' ? 'It writes down matrices, and this model has none.' : null
}
