import type { HostTensor, NamedTensors } from '../../shared/tensors.ts'
import type { MeasureInput } from '../types.ts'
import { defineMeasure, noParameters } from './define.ts'
import { forwardExamples, notedBy, tooLarge } from './forward.ts'
import { entropy } from './spectral-entropy.ts'

/** Names of the notes that hold patterns [examples, heads, queries, places]. */
function patternNames(input: MeasureInput): readonly string[] {
  return [...notedBy(input)].filter(([name, { shape }]) => /^blocks\.\d+\.pattern$/.test(name) && shape.length === 4).map(([name]) => name)
}

/** Patterns of all pairs are told up to this many numbers a block: 16 MB. */
const mostTold = 2 ** 22

/**
 * Where heads look. A pattern holds, for each query place, the share of attention that goes to each place: Σ_places = 1.
 *
 *   attention_entropy.blocks.i    −Σ α log α of what the last place pays, mean over heads and examples; natural logarithm
 *
 * Arrays, by block: `mean.blocks.i` [heads, queries, places], the mean over all examples; and for pairs of symbols
 * `pairs.blocks.i` [n, n, heads, places], what the last place pays for the pair (a down, b across), −1 where there is no example.
 * A block of which only the last place is read has one query.
 *
 * Source: Nanda et al. 2023, arXiv:2301.05217, section 4 (attention from = to a and b, periodic in both).
 */
export const attention = defineMeasure({
  id: 'attention',
  title: 'Attention patterns',
  formula: String.raw`
    \alpha = \operatorname{softmax}\Big(\frac{qk^{\mathsf T}}{\sqrt{d_{\text{head}}}}\Big)\quad\text{for each head} \\
    \text{entropy} = -\sum\alpha\ln\alpha\ \text{of the last place, mean over heads and examples}`,
  source: 'Nanda et al. 2023',
  unit: 'nats',
  expect: 'From = about half goes to a and half to b on average; over pairs it turns periodic in a − b with the key frequencies once the network generalises.',
  domain: 'Transformers. 0 to the logarithm of the number of places.',
  cost: 'b',
  series: ['attention_entropy.*'],
  parameters: noParameters,
  lacks(input) {
    const names = patternNames(input)
    if (names.length === 0) return 'It reads attention, which this model does not have.'
    return tooLarge(input, input.examples.inputs.values.shape[0] ?? 0, names)
  },
  async compute(input) {
    return Object.fromEntries((await patterns(input)).map(([block, pattern]) => [`attention_entropy.${block}`, lastEntropy(pattern)]))
  },
  async arrays(input) {
    const found = await patterns(input)
    return Object.fromEntries(found.flatMap(([block, pattern]): [string, HostTensor][] => [[`mean.${block}`, meanOver(pattern)], ...Object.entries(byPair(input, block, pattern))]))
  },
})

async function patterns(input: MeasureInput): Promise<readonly (readonly [string, HostTensor])[]> {
  const names = patternNames(input)
  const { notes } = await forwardExamples(input, names)
  return names.flatMap((name) => {
    const pattern = notes[name]
    return pattern === undefined ? [] : [[name.replace(/\.pattern$/, ''), pattern] as const]
  })
}

function lastEntropy({ shape, data }: HostTensor): number {
  const [n = 0, heads = 0, queries = 0, places = 0] = shape
  let sum = 0
  for (let row = 0; row < n * heads; row++) {
    const from = (row * queries + queries - 1) * places
    sum += entropy(data.subarray(from, from + places))
  }
  return sum / (n * heads)
}

/** f64 [heads, queries, places] */
function meanOver({ shape, data }: HostTensor): HostTensor {
  const [n = 0, ...rest] = shape
  const size = rest.reduce((product, length) => product * length, 1)
  const mean = new Float64Array(size)
  for (let row = 0; row < n; row++) for (let i = 0; i < size; i++) mean[i]! += data[row * size + i]! / n
  return { shape: rest, dtype: 'f64', data: mean }
}

/** f32 [symbols, symbols, heads, places] of the last query; nothing where examples are no pairs, or too many. */
function byPair({ examples: { inputs } }: MeasureInput, block: string, { shape, data }: HostTensor): NamedTensors {
  const [n = 0, heads = 0, queries = 0, places = 0] = shape
  if (inputs.kind !== 'tokens' || inputs.values.shape[1] !== 2 || inputs.vocabulary ** 2 * heads * places > mostTold) return {}
  const v = inputs.vocabulary
  const tokens = inputs.values.data
  const told = new Float32Array(v * v * heads * places).fill(-1)
  for (let row = 0; row < n; row++) {
    const cell = tokens[2 * row]! * v + tokens[2 * row + 1]!
    for (let head = 0; head < heads; head++) {
      const from = ((row * heads + head) * queries + queries - 1) * places
      told.set(data.subarray(from, from + places), (cell * heads + head) * places)
    }
  }
  return { [`pairs.${block}`]: { shape: [v, v, heads, places], dtype: 'f32', data: told } }
}
