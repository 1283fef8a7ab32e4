import type { HostTensor } from '../../../../../shared/tensors.ts'

/** Shares of each irrep in each neuron, neurons in an order. */
export interface IrrepMap {
  readonly irreps: readonly string[]
  /** [irreps, neurons], neurons as in `order`. */
  readonly shares: Float64Array
  readonly order: Int32Array
  /** The irrep of the largest share of each neuron, in the order of `irreps`. */
  readonly dominant: Int32Array
  /** Neurons of each irrep whose share of it is above a half. */
  readonly clear: readonly number[]
}

/** The names behind a prefix of series, in the order in which they were measured. */
export function irrepNames(values: Readonly<Record<string, number>>, prefix = 'embedding_share.'): readonly string[] {
  return Object.keys(values).flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []))
}

/** Shares of the first symbol: [neurons, irreps] of `neuron_shares` [symbols, neurons, irreps]. */
export function firstShares({ shape: [, neurons = 0, irreps = 0], data }: HostTensor): { readonly neurons: number; readonly irreps: number; readonly shares: Float64Array } {
  return { neurons, irreps, shares: Float64Array.from(data.subarray(0, neurons * irreps)) }
}

/** Neurons by (irrep of the largest share, share), both at the checkpoint that fixes the order. */
export function irrepOrder(tensor: HostTensor): Int32Array {
  const { neurons, irreps, shares } = firstShares(tensor)
  const best = dominantOf(shares, neurons, irreps)
  return Int32Array.from({ length: neurons }, (_, j) => j).sort((i, j) => best[i]! - best[j]! || shares[j * irreps + best[j]!]! - shares[i * irreps + best[i]!]! || i - j)
}

function dominantOf(shares: Float64Array, neurons: number, irreps: number): Int32Array {
  return Int32Array.from({ length: neurons }, (_, j) => {
    let best = 0
    for (let i = 1; i < irreps; i++) if (shares[j * irreps + i]! > shares[j * irreps + best]!) best = i
    return best
  })
}

export function irrepMap(tensor: HostTensor, names: readonly string[], order: Int32Array): IrrepMap {
  const { neurons, irreps, shares } = firstShares(tensor)
  const dominant = dominantOf(shares, neurons, irreps)
  const turned = new Float64Array(irreps * neurons)
  order.forEach((j, place) => {
    for (let i = 0; i < irreps; i++) turned[i * neurons + place] = shares[j * irreps + i]!
  })
  const clear = names.map((_, i) => dominant.reduce((count, best, j) => count + (best === i && shares[j * irreps + i]! > 0.5 ? 1 : 0), 0))
  return { irreps: names.slice(0, irreps), shares: turned, order, dominant, clear }
}

/** "p3_1_1" as (3, 1, 1), "p3_1_1_plus" as (3, 1, 1)⁺, one half of it in the even permutations, "rotation_4" as turn 4. */
export function irrepWords(name: string): string {
  const partition = /^p(\d+(?:_\d+)*)(?:_(plus|minus))?$/.exec(name)
  if (partition) return `(${(partition[1] ?? '').split('_').join(', ')})${partition[2] === 'plus' ? '⁺' : partition[2] === 'minus' ? '⁻' : ''}`
  return name.replace(/^rotation_(\d+)$/, 'turn $1').replaceAll('_', ' ')
}
