import type { ModelConfig } from '../../shared/schema/config/model.ts'
import type { Parameter, Widths } from './model.ts'
import { circleInputs, circleOutputs, waveInputs, waveOutputs } from './solutions.ts'

type MlpConfig = Extract<ModelConfig, { kind: 'mlp' }>

/** Why a solution cannot be written into a network for such examples; null where it can. */
export function lacksForSolution({ init, hidden, embedding }: MlpConfig, { inputs, outputs }: Widths): string | null {
  if (init.kind !== 'circle' && init.kind !== 'waves') return null
  if (inputs.kind !== 'tokens' || inputs.columns !== 2 || inputs.vocabulary !== outputs) return `The solution "${init.kind}" adds residues, and the examples of this task are not pairs of them; choose another model.init.`
  if (hidden.length !== 1 || embedding !== undefined) return `The solution "${init.kind}" has one hidden layer and one-hot symbols; give model.hidden one entry and leave out model.embedding.`
  if (init.kind === 'circle' && init.frequency > outputs / 2) return `The circle of ${outputs} symbols has no frequency ${init.frequency}; set model.init.frequency to ${Math.floor(outputs / 2)} or less.`
  return null
}

/** The matrix of a layer as a solution has it; nothing where it is drawn. */
export function solved({ init, hidden: [neurons = 0] }: MlpConfig, { outputs: p }: Widths, layer: number): Pick<Parameter, 'initial'> {
  if (init.kind === 'circle') {
    const circle = { neurons, scale: init.scale }
    return { initial: () => (layer === 0 ? circleInputs : circleOutputs)(circle, p, init.frequency) }
  }
  if (init.kind === 'waves') return { initial: (seed) => (layer === 0 ? waveInputs : waveOutputs)({ neurons, scale: init.scale, seed }, p) }
  return {}
}
