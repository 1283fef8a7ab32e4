import { square } from '../engine/ops/derived.ts'
import { relu } from '../engine/ops/derived/activations.ts'
import type { ConstructedOrder } from '../shared/schema/constructed.ts'
import type { HostTensor } from '../shared/tensors.ts'
import { multiplicationInputs, multiplicationOutputs, neuronsPerFrequency, type Multiplication } from './models/multiplication.ts'
import { circleInputs, circleOutputs, waveInputs, waveOutputs } from './models/solutions.ts'
import { normal, uniform } from './random/draw.ts'
import { weightStream } from './random/streams.ts'
import type { Compute } from './types.ts'

/** A network with one hidden layer that somebody wrote down: [2p, neurons] and [neurons, p]. */
export interface ConstructedNetwork {
  readonly order: ConstructedOrder
  readonly frequencies: readonly number[]
  readonly input: HostTensor
  readonly output: HostTensor
}

/** The matrices of a constructed solution. What the table does not have is brought to the nearest that it has, and `order` says so. */
export function constructedNetwork(asked: ConstructedOrder): ConstructedNetwork {
  const p = asked.modulus
  const most = Math.floor(p / 2)
  const count = Math.min(asked.frequencies, most)
  const order = { ...asked, frequency: Math.min(asked.frequency, most), frequencies: count, neurons: asked.kind === 'multiplication' ? neuronsPerFrequency * count : asked.neurons }
  const { neurons, frequency, seed } = order
  switch (order.kind) {
    case 'circle': {
      const circle = { neurons, scale: 1 }
      return network(order, [frequency], circleInputs(circle, p, frequency), circleOutputs(circle, p, frequency))
    }
    case 'waves': {
      const waves = { neurons, scale: 1, seed }
      const used = new Set(Array.from({ length: neurons }, (_, i) => folded(i + 1, p)).filter((k) => k > 0))
      return network(order, [...used].sort((a, b) => a - b), waveInputs(waves, p), waveOutputs(waves, p))
    }
    case 'multiplication': {
      const circuit: Multiplication = { frequencies: drawnFrequencies(most, count, seed), scale: 1 }
      return network(order, circuit.frequencies, multiplicationInputs(circuit, p), multiplicationOutputs(circuit, p))
    }
  }
}

/** k and −k are one frequency. */
const folded = (k: number, p: number): number => Math.min(k % p, (p - (k % p)) % p)

/** Some of 1 … most, ascending: those of the smallest draws. */
function drawnFrequencies(most: number, count: number, seed: number): readonly number[] {
  const draws = uniform(most, { seed, stream: weightStream('key frequencies') })
  return [...draws.keys()].sort((i, j) => draws[i]! - draws[j]!).slice(0, count).map((i) => i + 1).sort((a, b) => a - b)
}

function network(order: ConstructedOrder, frequencies: readonly number[], input: Float64Array, output: Float64Array): ConstructedNetwork {
  const { modulus: p, neurons } = order
  return {
    order,
    frequencies,
    input: { shape: [2 * p, neurons], dtype: 'f64', data: disturbed(input, order, 'input') },
    output: { shape: [neurons, p], dtype: 'f64', data: disturbed(output, order, 'output') },
  }
}

function disturbed(values: Float64Array, { noise, seed }: ConstructedOrder, name: string): Float64Array {
  if (noise === 0) return values
  const size = Math.sqrt(values.reduce((sum, w) => sum + w * w, 0) / values.length)
  const drawn = normal(values.length, { seed, stream: weightStream(`noise/${name}`) })
  return values.map((w, i) => w + noise * size * drawn[i]!)
}

/** Ties by rounding are no mistakes of the construction: a rival counts above the answer beyond this share of the largest logit. */
const rounding = 1e-9

/** How a network adds, over all p² pairs. */
export async function judgeConstructed(compute: Compute, { order, input, output }: ConstructedNetwork): Promise<{ readonly accuracy: number; readonly margins: { readonly least: number; readonly mean: number } }> {
  const { modulus: p, neurons, activation } = order
  const { logits } = await compute.run(
    `constructed ${p} ${neurons} ${activation}`,
    (ops) => {
      const [w, out] = [ops.input('constructed.input', [2 * p, neurons], 'f64'), ops.input('constructed.output', [neurons, p], 'f64')]
      const a = ops.reshape(ops.slice(w, [0, 0], [p, neurons]), [p, 1, neurons])
      const b = ops.reshape(ops.slice(w, [p, 0], [p, neurons]), [1, p, neurons])
      const sums = ops.reshape(ops.add(a, b), [p * p, neurons])
      return { logits: ops.matmul(activation === 'relu' ? relu(ops, sums) : square(ops, sums), out) } // [p², p]
    },
    { 'constructed.input': input, 'constructed.output': output },
  )
  return judged(logits?.data ?? new Float64Array(p ** 3), p)
}

function judged(logits: ArrayLike<number>, p: number): { readonly accuracy: number; readonly margins: { readonly least: number; readonly mean: number } } {
  let squares = 0
  let largest = 0
  for (let i = 0; i < logits.length; i++) {
    squares += logits[i]! ** 2
    largest = Math.max(largest, Math.abs(logits[i]!))
  }
  const size = Math.sqrt(squares / logits.length) || 1
  let [right, sum, least] = [0, 0, Infinity]
  for (let pair = 0; pair < p * p; pair++) {
    const answer = (Math.floor(pair / p) + (pair % p)) % p
    let rival = -Infinity
    for (let c = 0; c < p; c++) if (c !== answer) rival = Math.max(rival, logits[pair * p + c]!)
    const margin = logits[pair * p + answer]! - rival
    if (margin > rounding * largest) right++
    sum += margin
    least = Math.min(least, margin)
  }
  return { accuracy: right / (p * p), margins: { least: least / size, mean: sum / (p * p) / size } }
}
