import type { HostTensor, NamedTensors } from '../../shared/tensors.ts'
import type { MeasureInput } from '../types.ts'
import { defineMeasure, noParameters } from './define.ts'
import { forwardExamples, neuronLayers, notedBy, tooLarge } from './forward.ts'
import { cosine, difference, dot } from './gradient.ts'
import { lastLayer } from './last-layer.ts'

/**
 * uᵀHu/|u|², H the matrix of second derivatives of the mean training loss at the weights: the gradient of ∇L·u, times u. Never formed.
 *
 * @param direction u by place, of the parameters that are trained
 */
export async function curvatureAlong({ network, compute, config }: MeasureInput, direction: NamedTensors): Promise<number> {
  const names = network.parameters.filter(({ frozen }) => frozen !== true).map(({ name }) => name)
  const u = Object.fromEntries(names.map((name) => [`measured.u.${name}`, { ...direction[name]!, dtype: 'f64' as const }]))
  const curved = await compute.run(
    'curvature along',
    (ops) => {
      const weights = network.weights(ops)
      const at = names.map((name) => weights[name]!)
      const along = names.map((name, i) => ops.cast(ops.input(`measured.u.${name}`, at[i]!.shape, 'f64'), config.precision))
      const gradients = ops.gradient(network.loss(ops, weights, network.side(ops, 'train')), at)
      const slope = gradients.map((each, i) => ops.sum(ops.mul(each, along[i]!))).reduce((sum, each) => ops.add(sum, each))
      return Object.fromEntries(ops.gradient(slope, at).map((each, i) => [names[i]!, each]))
    },
    u,
  )
  const own = Object.fromEntries(names.map((name) => [name, direction[name]!]))
  return dot(own, curved) / dot(own, own)
}

/** ‖h − h_before‖/‖h‖ over all examples. */
function relativeChange(now: HostTensor, before: HostTensor): number {
  let [change, size] = [0, 0]
  for (let i = 0; i < now.data.length; i++) {
    change += (now.data[i]! - before.data[i]!) ** 2
    size += before.data[i]! ** 2
  }
  return Math.sqrt(change / size)
}

function layersOf(input: MeasureInput): readonly string[] {
  const features = notedBy(input).get('features')
  const layers = neuronLayers(input)
  return layers.length > 0 || features === undefined ? layers : ['features']
}

/**
 * What a slingshot shows: the last layer grows, the loss spikes, features move, and rest again. With u = w − w before:
 *
 *   last_layer_norm        ‖W_last‖_F                              feature_change.l   ‖h_l − h_l before‖/‖h_l before‖ over all examples
 *   update_curvature       uᵀHu/|u|², H of the training loss        initial_cosine_distance   1 − cos(w, w₀)
 *
 * "Before" is the step that was looked at before this one. Source: Thilak et al. 2022, arXiv:2206.04817, sections 3 and 4.
 */
export const slingshot = defineMeasure({
  id: 'slingshot',
  title: 'Slingshot',
  formula: String.raw`
    \lVert W_{\text{last}}\rVert,\qquad \frac{\lVert h_t - h_{\text{before}}\rVert}{\lVert h_{\text{before}}\rVert}\ \text{for each layer} \\
    \frac{u^{\mathsf T}Hu}{\lVert u\rVert^2}\quad\text{along}\ u = w - w_{\text{before}} \\
    1 - \cos(w, w_0)`,
  domain: 'Networks with layers; changes are to the checkpoint before. Cosine distance 0 to 2.',
  source: 'Thilak et al. 2022',
  unit: 'weight; 1; loss per weight²; 1',
  expect: 'Without decay and with an adaptive optimiser the last layer grows until the loss spikes, then rests: features move at the spikes only, where the curvature along the update is large.',
  cost: 'b',
  series: ['last_layer_norm', 'feature_change.*', 'update_curvature', 'initial_cosine_distance'],
  parameters: noParameters,
  lacks: (input) => tooLarge(input, input.examples.inputs.values.shape[0] ?? 0, layersOf(input)),
  async compute(input) {
    const { weights, initial, previous } = input
    const last = lastLayer(input)
    const values: Record<string, number> = {
      ...(last === null ? {} : { last_layer_norm: Math.sqrt(dot({ last }, { last })) }),
      initial_cosine_distance: 1 - cosine(weights, initial),
    }
    if (previous === null) return values
    const layers = layersOf(input)
    const [now, before] = [await forwardExamples(input, layers), await forwardBefore(input, previous.weights, layers)]
    for (const layer of layers) values[`feature_change.${layer}`] = relativeChange(now.notes[layer]!, before[layer]!)
    const update = difference(weights, previous.weights)
    if (dot(update, update) > 0) values['update_curvature'] = await curvatureAlong(input, update)
    return values
  },
})

/** Notes for every example at other weights. */
async function forwardBefore(input: MeasureInput, weights: NamedTensors, names: readonly string[]): Promise<NamedTensors> {
  return (await forwardExamples({ ...input, weights, compute: withWeights(input, weights) }, names)).notes
}

function withWeights({ compute }: MeasureInput, weights: NamedTensors): MeasureInput['compute'] {
  return { ...compute, run: (key, record, inputs = {}) => compute.run(key, record, { ...weights, ...inputs }) }
}
