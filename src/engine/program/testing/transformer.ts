import { mean, relu, softmax } from '../../ops/derived.ts'
import type { DifferentiableOps, Ops, Shape, Tensor } from '../../ops/ops.ts'
import type { Program } from '../program.ts'
import { record } from '../record.ts'

/** Sizes of a transformer of one layer. */
export interface TransformerSizes {
  readonly rows: number
  readonly symbols: number
  readonly places: number
  readonly width: number
  readonly heads: number
  readonly hidden: number
}

/** That of Nanda et al. 2023 (modular addition, p = 113) on three tenths of the table. */
export const nanda: TransformerSizes = { rows: 3830, symbols: 114, places: 3, width: 128, heads: 4, hidden: 512 }

function parametersOf({ symbols, places, width, hidden }: TransformerSizes): Readonly<Record<string, Shape>> {
  return {
    embed: [symbols, width], place: [places, width],
    q: [width, width], k: [width, width], v: [width, width], o: [width, width],
    up: [width, hidden], upBias: [hidden], down: [hidden, width], downBias: [width],
    unembed: [width, symbols],
  }
}

/** [n, places, width] → [n, heads, places, width / heads] */
function heads(ops: Ops, x: Tensor, { rows, places, width, heads: count }: TransformerSizes): Tensor {
  return ops.transpose(ops.reshape(x, [rows, places, count, width / count]), [0, 2, 1, 3])
}

function logits(ops: Ops, sizes: TransformerSizes, w: Readonly<Record<string, Tensor>>, tokens: Tensor): Tensor {
  const { rows, places, width, heads: count } = sizes
  const at = (name: string): Tensor => w[name] as Tensor
  const x = ops.add(ops.gather(at('embed'), tokens), at('place')) // [n, places, width]
  const [q, k, v] = ['q', 'k', 'v'].map((name) => heads(ops, ops.matmul(x, at(name)), sizes)) as [Tensor, Tensor, Tensor]
  const scores = ops.mul(ops.matmul(q, k, { transposeRight: true }), 1 / Math.sqrt(width / count)) // [n, heads, places, places]
  const place = ops.iota(places)
  const isLater = ops.less(ops.reshape(place, [places, 1]), place)
  const weights = softmax(ops, ops.select(isLater, -1e10, scores))
  const mixed = ops.reshape(ops.transpose(ops.matmul(weights, v), [0, 2, 1, 3]), [rows, places, width])
  const between = ops.add(x, ops.matmul(mixed, at('o')))
  const inner = relu(ops, ops.add(ops.matmul(between, at('up')), at('upBias')))
  const after = ops.add(between, ops.add(ops.matmul(inner, at('down')), at('downBias')))
  const last = ops.reshape(ops.slice(after, [0, places - 1, 0], [rows, 1, width]), [rows, width])
  return ops.matmul(last, at('unembed'))
}

/** A step of AdamW with decoupled decay and a warm-up of ten steps; names as in `parametersOf`, `m.` and `v.` before them. */
function update(ops: Ops, w: Tensor, g: Tensor, m0: Tensor, v0: Tensor): { w: Tensor; m: Tensor; v: Tensor } {
  const t = ops.step()
  const correction = (beta: number): Tensor => ops.cast(ops.sub(1, ops.pow(beta, t)), w.dtype)
  const rate = ops.cast(ops.mul(ops.minimum(ops.div(t, 10), 1), 1e-3), w.dtype)
  const m = ops.add(ops.mul(m0, 0.9), ops.mul(g, 0.1))
  const v = ops.add(ops.mul(v0, 0.98), ops.mul(ops.mul(g, g), 0.02))
  const direction = ops.div(ops.div(m, correction(0.9)), ops.add(ops.sqrt(ops.div(v, correction(0.98))), 1e-8))
  return { w: ops.sub(w, ops.mul(ops.add(direction, w), rate)), m, v }
}

/** One update of a transformer of one layer, written as its users write it: the whole sequence, its last place read. */
export function transformerStep(sizes: TransformerSizes, dtype: 'f32' | 'f64' = 'f32'): Program {
  return record((ops: DifferentiableOps) => {
    const shapes = Object.entries(parametersOf(sizes))
    const inputs = (prefix: string): Record<string, Tensor> => Object.fromEntries(shapes.map(([name, shape]) => [name, ops.input(`${prefix}${name}`, shape, dtype)]))
    const [w, m, v] = [inputs(''), inputs('m.'), inputs('v.')]
    const tokens = ops.input('tokens', [sizes.rows, sizes.places], 'i32')
    const labels = ops.input('labels', [sizes.rows], 'i32')
    const loss = mean(ops, ops.crossEntropy(logits(ops, sizes, w, tokens), labels))
    const names = shapes.map(([name]) => name)
    const gradients = ops.gradient(loss, names.map((name) => w[name] as Tensor))
    const updates = names.map((name, i) => [name, update(ops, w[name] as Tensor, gradients[i] as Tensor, m[name] as Tensor, v[name] as Tensor)] as const)
    return Object.fromEntries(updates.flatMap(([name, after]) => [[name, after.w], [`m.${name}`, after.m], [`v.${name}`, after.v]]))
  })
}
