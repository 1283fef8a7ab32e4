import { z } from 'zod'
import type { HostTensor } from '../../shared/tensors.ts'
import type { MeasureInput } from '../types.ts'
import { classFeatures, classRadii, meansGeometry, simplexDistance, spreadOf, type ClassFeatures } from './collapse-statistics.ts'
import { defineMeasure } from './define.ts'
import { forwardExamples, tooLarge } from './forward.ts'
import { labelsOf, predicted } from './labels.ts'
import { featureWidth, lastLayer } from './last-layer.ts'

function rowsOf({ split, examples }: MeasureInput, on: 'train' | 'test' | 'all'): Int32Array {
  return on === 'all' ? Int32Array.from({ length: examples.inputs.values.shape[0] ?? 0 }, (_, row) => row) : split[on]
}

/** NC2 and NC3 with the last layer W: WWᵀ and W·(class means), both K × K. Only where every class has samples. */
function againstLastLayer(w: HostTensor, { classes, means, width: d }: ClassFeatures): Readonly<Record<string, number>> {
  const K = classes.length
  if (w.shape[1] !== K) return {}
  const gram = new Float64Array(K * K)
  const cross = new Float64Array(K * K)
  for (let j = 0; j < d; j++) {
    for (let a = 0; a < K; a++) {
      const x = w.data[j * K + a]!
      for (let b = 0; b < K; b++) {
        gram[a * K + b]! += x * w.data[j * K + b]!
        cross[a * K + b]! += x * means[b * d + j]!
      }
    }
  }
  return { nc2_weights: simplexDistance(gram, K), nc3: simplexDistance(cross, K) }
}

/**
 * Neural collapse of the features h that the last layer reads: samples of a class become one point, the points a simplex, the last
 * layer their mirror. Σ_W within classes, Σ_B between them, K classes.
 *
 *   within_between   tr Σ_W / tr Σ_B                     nc1   tr(Σ_W Σ_B⁺)/K
 *   nc2_weights      distance of WWᵀ from a simplex      nc2_equinorm, nc2_equiangle   of the class means
 *   nc3              distance of W·(class means) from a simplex
 *   nc4              share of samples whose nearest class mean is not what the network says
 *
 * Modular tasks put their class means on tori, not on a simplex: there only `within_between` has a meaning, and NC1 says little.
 *
 * Source: Papyan, Han & Donoho 2020, arXiv:2008.08186; formulas as in Zhu et al. 2021, arXiv:2105.02375.
 */
export const neuralCollapse = defineMeasure({
  id: 'neural_collapse',
  title: 'Neural collapse',
  formula: String.raw`
    \mathrm{NC1} = \tfrac1K\operatorname{tr}(\Sigma_W\Sigma_B^+),\qquad \operatorname{tr}\Sigma_W/\operatorname{tr}\Sigma_B \\
    \mathrm{NC2} = \Big\lVert\frac{WW^{\mathsf T}}{\lVert WW^{\mathsf T}\rVert} - \frac{I - \mathbf 1\mathbf 1^{\mathsf T}/K}{\sqrt{K - 1}}\Big\rVert \\
    \mathrm{NC3}:\ \text{the same of}\ W(\mu_c - \mu),\qquad \mathrm{NC4}:\ \text{nearest mean} \ne \text{prediction}`,
  domain: 'Answers that are classes, and models that tell what their last layer reads. 0 at full collapse.',
  source: 'Papyan, Han & Donoho 2020; Zhu et al. 2021',
  unit: '1',
  expect: 'tr Σ_W / tr Σ_B falls smoothly through the plateau of the five-second grok, from 3.2 where the training set is learnt to 0.06: progress that no accuracy shows.',
  cost: 'b',
  series: ['within_between', 'nc1', 'nc2_weights', 'nc2_equinorm', 'nc2_equiangle', 'nc3', 'nc4'],
  parameters: z.strictObject({ samples: z.enum(['train', 'test', 'all']).default('train').meta({ help: 'The examples whose features are looked at.' }) }),
  lacks(input) {
    if (labelsOf(input.examples) === null) return 'It reads classes, and the answers of this task are numbers.'
    if (featureWidth(input) === null) return 'It reads what the last layer reads, which this model does not tell of.'
    return tooLarge(input, input.examples.inputs.values.shape[0] ?? 0, ['features'])
  },
  async compute(input, { samples }) {
    const labels = labelsOf(input.examples)
    const { outputs, notes } = await forwardExamples(input, ['features'])
    const features = notes['features']
    const rows = rowsOf(input, samples)
    if (labels === null || features === undefined || rows.length === 0) return {}
    const found = classFeatures(features, labels.values, rows)
    await input.breathe(0.5)
    const { nc1, nearest } = await spreadOf(input.numerics, input.compute, found)
    const { equinorm, equiangle } = meansGeometry(found)
    const w = lastLayer(input)
    return {
      within_between: found.withinTrace / found.betweenTrace,
      nc1,
      nc2_equinorm: equinorm,
      nc2_equiangle: equiangle,
      ...(w === null ? {} : againstLastLayer(w, found)),
      nc4: rows.reduce((count, row, i) => count + (nearest[i] === predicted(labels, outputs.data, row) ? 0 : 1), 0) / rows.length,
    }
  },
  /** `class_means` [K, d]: μ_c − μ; `class_radius` [K]: root of the mean |h_i − μ_c|² of each class; `classes` [K]. */
  async arrays(input, { samples }) {
    const labels = labelsOf(input.examples)
    const features = (await forwardExamples(input, ['features'])).notes['features']
    const rows = rowsOf(input, samples)
    if (labels === null || features === undefined || rows.length === 0) return {}
    const found = classFeatures(features, labels.values, rows)
    const K = found.classes.length
    return {
      class_means: { shape: [K, found.width], dtype: 'f64', data: found.means },
      class_radius: { shape: [K], dtype: 'f64', data: classRadii(found) },
      classes: { shape: [K], dtype: 'i32', data: found.classes },
    }
  },
})
