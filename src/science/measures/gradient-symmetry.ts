import type { HostTensor, NamedTensors } from '../../shared/tensors.ts'
import { streamOf } from '../random/streams.ts'
import { uniform } from '../random/draw.ts'
import type { MeasureInput } from '../types.ts'

/** Two different symbols and a class that is neither. */
export type Triple = readonly [a: number, b: number, c: number]

const tripleStream = streamOf('measures/gradient symmetry')

/** Drawn once for all checkpoints of a run, so that its curve moves with the weights alone. */
export function randomTriples(symbols: number, count: number, seed: number): readonly Triple[] {
  const draws = uniform(3 * count, { seed, stream: tripleStream })
  return Array.from({ length: count }, (_, t) => {
    const left = Array.from({ length: symbols }, (_, x) => x)
    const [a = 0, b = 0, c = 0] = [0, 1, 2].map((i) => left.splice(Math.floor(draws[3 * t + i]! * left.length), 1)[0])
    return [a, b, c]
  })
}

/** The embedding of each place: one for all, or one each. Null where symbols enter otherwise. */
export function embeddings({ weights }: MeasureInput): readonly string[] | null {
  if (weights['embed.weight']?.shape.length === 2) return ['embed.weight']
  return weights['embed.0.weight']?.shape.length === 2 && weights['embed.1.weight']?.shape.length === 2 ? ['embed.0.weight', 'embed.1.weight'] : null
}

/**
 * Cosine of ∂L_c/∂E_a and ∂L_c/∂E_b for each triple, where a stands first and b second.
 *
 * Many triples go through one gradient: triple t reads a table of its own, whose rows 3t, 3t+1 and 3t+2 hold E_a, E_b and E_c. No
 * two triples share a row, so that the gradient of Σ_t L_t by that table is all of theirs side by side; c has a row because an
 * unembedding may be tied to the table, and then the answer is its column 3t + 2.
 *
 * @returns one number a triple, in [−1, 1]; NaN where a gradient is 0
 */
export async function gradientCosines(input: MeasureInput, triples: readonly Triple[]): Promise<Float64Array> {
  const tables = embeddings(input)
  const table = input.weights[tables?.[0] ?? '']
  if (tables === null || table === undefined) throw new Error('There is no embedding to take gradients of.')
  const [rows = 0] = table.shape
  const { inputs } = input.examples
  const symbols = inputs.kind === 'tokens' ? inputs.vocabulary : 0
  const perPass = Math.floor(symbols / 3)
  const cosines = new Float64Array(triples.length)
  for (let from = 0; from < triples.length; from += perPass) {
    const some = triples.slice(from, from + perPass)
    const gradients = await gradientsOf(input, tables, rows, perPass, some)
    some.forEach((_, t) => (cosines[from + t] = cosine(gradients[0]!, 3 * t, gradients[1] ?? gradients[0]!, 3 * t + 1)))
    await input.breathe(from / triples.length)
  }
  return cosines
}

async function gradientsOf(input: MeasureInput, tables: readonly string[], rows: number, perPass: number, some: readonly Triple[]): Promise<readonly HostTensor[]> {
  const { network, compute, config } = input
  const isTied = config.model.kind === 'factored_mlp' && config.model.tied_unembedding
  const found = await compute.run(
    `gradient symmetry ${rows}`,
    (ops) => {
      const order = ops.input('measured.rows', [rows], 'i32')
      const own = network.weights(ops)
      const given = tables.map((name) => ops.gather(own[name]!, order))
      const weights = { ...own, ...Object.fromEntries(tables.map((name, i) => [name, given[i]!])) }
      const first = ops.reshape(ops.mul(ops.iota(perPass), 3), [perPass, 1])
      const outputs = network.outputs(ops, weights, ops.concat([first, ops.add(first, 1)], 1)) // [perPass, classes]
      const picked = ops.oneHot(ops.input('measured.classes', [perPass], 'i32'), outputs.shape[1] ?? 0, outputs.dtype === 'f64' ? 'f64' : 'f32')
      const gradients = ops.gradient(ops.sum(ops.mul(outputs, picked)), given)
      return Object.fromEntries(gradients.map((each, i) => [`${i}`, each]))
    },
    readings(rows, perPass, some, isTied),
  )
  return tables.map((_, i) => found[`${i}`]!)
}

/** Which row of the embedding stands where, and which output each triple looks at; a class of −1 is none. Rows beyond the triples stay what they are. */
function readings(rows: number, perPass: number, some: readonly Triple[], isTied: boolean): NamedTensors {
  const order = Int32Array.from({ length: rows }, (_, row) => row)
  some.forEach((triple, t) => order.set(triple, 3 * t))
  const classes = Int32Array.from({ length: perPass }, (_, t) => (t >= some.length ? -1 : isTied ? 3 * t + 2 : some[t]![2]))
  return {
    'measured.rows': { shape: [rows], dtype: 'i32', data: order },
    'measured.classes': { shape: [perPass], dtype: 'i32', data: classes },
  }
}

/** Of row i of one matrix and row j of another. */
function cosine(x: HostTensor, i: number, y: HostTensor, j: number): number {
  const [, d = 0] = x.shape
  let [xy, xx, yy] = [0, 0, 0]
  for (let k = 0; k < d; k++) {
    const [u, v] = [x.data[i * d + k]!, y.data[j * d + k]!]
    xy += u * v
    xx += u * u
    yy += v * v
  }
  return xy / Math.sqrt(xx * yy)
}
