import { formatFixed, formatInteger } from '../../../../../figures/formats.ts'
import type { RunConfig } from '../../../../../shared/schema/run-config.ts'
import type { HostTensor } from '../../../../../shared/tensors.ts'
import type { MatrixPicture } from '../../../../charts/matrix-cell.ts'
import { normOrder } from '../../frequency-order.ts'
import type { PanelTable } from '../panel-table.ts'

/** What a neuron of the first layer reads of each pixel: an image as large as those of the task. */
export interface NeuronImage {
  readonly neuron: number
  /** √Σ w² over the pixels. */
  readonly norm: number
  readonly picture: MatrixPicture
}

export function lacksFirstLayer({ task, model }: RunConfig): string | null {
  if (task.kind !== 'images') return 'It draws what neurons read of each pixel, and the examples of this task are no images.'
  return model.kind === 'mlp' && model.embedding === undefined ? null : 'It draws the first layer of a network of layers, which this model does not have.'
}

/** The neurons of the largest norm first: `layer` is [pixels, neurons]. */
export function strongest(layer: HostTensor, count: number): readonly number[] {
  const [rows = 0, columns = 0] = layer.shape
  return Array.from(normOrder({ values: layer.data, rows, columns })).slice(0, count)
}

/** The images of some neurons; null where pixels make no square. */
export function neuronImages({ shape, data }: HostTensor, neurons: readonly number[]): readonly NeuronImage[] | null {
  const [pixels = 0, columns = 0] = shape
  const side = Math.sqrt(pixels)
  if (!Number.isInteger(side) || side < 2) return null
  return neurons.filter((neuron) => neuron < columns).map((neuron) => {
    const values = Float64Array.from({ length: pixels }, (_, i) => data[i * columns + neuron]!)
    return { neuron, norm: Math.sqrt(values.reduce((sum, w) => sum + w * w, 0)), picture: { values, rows: side, columns: side } }
  })
}

export function imagesSentence(images: readonly NeuronImage[], all: number, step: number, fixedAt: number): string {
  const [first] = images
  const last = images.at(-1)
  if (!first || !last) return 'Reading the weights.'
  const norms = images.map(({ norm }) => norm)
  return `${formatInteger(images.length)} of ${formatInteger(all)} neurons, those of the largest norm at step ${formatInteger(fixedAt)}, as images of ${first.picture.rows} × ${first.picture.columns} weights; at step ${formatInteger(step)} their norms go from ${formatFixed(Math.min(...norms), 2)} to ${formatFixed(Math.max(...norms), 2)}.`
}

export function imagesTable(images: readonly NeuronImage[], step: number): PanelTable {
  return {
    caption: `Neurons of the first layer at step ${formatInteger(step)}`,
    columns: ['neuron', 'norm', 'least weight', 'largest weight'],
    rows: images.map(({ neuron, norm, picture: { values } }) => [String(neuron), formatFixed(norm, 3), formatFixed(Math.min(...Array.from(values)), 3), formatFixed(Math.max(...Array.from(values)), 3)]),
  }
}
