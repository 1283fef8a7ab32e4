import { allocate, sizeOf, type HostTensor, type NamedTensors } from '../shared/tensors.ts'
import { permutation } from './random/draw.ts'
import { streamOf } from './random/streams.ts'

const maskStream = streamOf('ticket/mask')

export interface TicketConfig {
  /** Share of the weights that go, 0 to 1. */
  readonly prune: number
  /** Those of the smallest magnitude, or as many at random. */
  readonly mask: 'magnitude' | 'random'
  /** Of the random ones. */
  readonly seed: number
}

/**
 * Which weights stay: 1 or 0 for every entry of every matrix, all matrices together. With k = prune · n, rounded, and a threshold at
 * the k-th smallest magnitude of the n weights,
 *
 *   mask = |θ| > threshold
 *
 * so weights of exactly the threshold go too; none go at k = 0. At random as many go as would by magnitude. Vectors (biases, norms) are
 * no matrices and have no mask.
 *
 * Source: Minegishi et al. 2023, arXiv:2310.19470, section 3, and its published code (global magnitude pruning).
 */
export function ticketMask(weights: NamedTensors, { prune, mask, seed }: TicketConfig): Readonly<Record<string, Uint8Array>> {
  const names = Object.keys(weights).filter((name) => (weights[name]?.shape.length ?? 0) >= 2).sort()
  const matrices = names.map((name) => weights[name] as HostTensor)
  const all = new Float64Array(matrices.reduce((sum, { shape }) => sum + sizeOf(shape), 0))
  let at = 0
  for (const { data } of matrices) for (const w of data) all[at++] = Math.abs(w)

  const sorted = all.slice().sort()
  const k = Math.round(prune * all.length)
  const threshold = k === 0 ? -1 : sorted[k - 1]!
  const gone = all.reduce((count, w) => (w > threshold ? count : count + 1), 0)
  const stays = mask === 'magnitude' ? Uint8Array.from(all, (w) => (w > threshold ? 1 : 0)) : new Uint8Array(all.length).fill(1)
  if (mask === 'random') for (const i of permutation(all.length, { seed, stream: maskStream }).subarray(0, gone)) stays[i] = 0

  let from = 0
  return Object.fromEntries(matrices.map(({ data }, i) => [names[i], stays.subarray(from, (from += data.length))]))
}

/** A lottery ticket: the weights before training, but zero wherever the mask of the later ones is. Shapes and types are those of the first. */
export function lotteryTicket(initial: NamedTensors, later: NamedTensors, config: TicketConfig): NamedTensors {
  const masks = ticketMask(later, config)
  return Object.fromEntries(
    Object.entries(initial).map(([name, { shape, dtype, data }]) => {
      const mask = masks[name]
      const kept = allocate(dtype, data.length)
      for (let i = 0; i < data.length; i++) kept[i] = mask === undefined || mask[i] === 1 ? data[i]! : 0
      return [name, { shape, dtype, data: kept }]
    }),
  )
}
