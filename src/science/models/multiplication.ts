import { matrixOf } from './solutions.ts'

/**
 * Nanda's circuit written down: for each key frequency k, with ω = 2πk/p, neurons multiply cosines and sines of a and b, and answers
 * read off the sum,
 *
 *   cos ω(a+b) = cos ωa cos ωb − sin ωa sin ωb        sin ω(a+b) = sin ωa cos ωb + cos ωa sin ωb
 *   logit_c = Σ_k cos ω_k c · cos ω_k(a+b) + sin ω_k c · sin ω_k(a+b) = Σ_k cos ω_k(a + b − c)
 *
 * A product of f(a) and g(b) is two quadratic neurons, f g = ¼ (f + g)² − ¼ (f − g)², so that a frequency takes eight. With x² it is
 * exact; with other activations it shows what they make of it.
 *
 * Source: Nanda et al. 2023, arXiv:2301.05217, section 4; the two neurons for a product are ours.
 */
export interface Multiplication {
  /** Key frequencies, 1 … ⌊p/2⌋, each once. */
  readonly frequencies: readonly number[]
  /** Factor of all weights. */
  readonly scale: number
}

export const neuronsPerFrequency = 8

/** The products of one frequency: which part of a, which of b, and what the product adds to cos ωc and sin ωc. */
const products = [
  { a: Math.cos, b: Math.cos, cosine: 1, sine: 0 },
  { a: Math.sin, b: Math.sin, cosine: -1, sine: 0 },
  { a: Math.sin, b: Math.cos, cosine: 0, sine: 1 },
  { a: Math.cos, b: Math.sin, cosine: 0, sine: 1 },
] as const

interface Place {
  readonly frequency: number
  readonly product: (typeof products)[number]
  /** Of the two neurons of a product: sum or difference. */
  readonly sign: 1 | -1
}

function placeOf({ frequencies }: Multiplication, neuron: number): Place {
  const within = neuron % neuronsPerFrequency
  return { frequency: frequencies[Math.floor(neuron / neuronsPerFrequency)]!, product: products[within >> 1]!, sign: within % 2 === 0 ? 1 : -1 }
}

const angle = (turns: number, x: number, p: number): number => (2 * Math.PI * ((turns * x) % p)) / p

/** [2p, 8 · frequencies] */
export function multiplicationInputs(circuit: Multiplication, p: number): Float64Array {
  return matrixOf(2 * p, neuronsPerFrequency * circuit.frequencies.length, (row, neuron) => {
    const { frequency, product, sign } = placeOf(circuit, neuron)
    const at = angle(frequency, row % p, p)
    return circuit.scale * (row < p ? product.a(at) : sign * product.b(at))
  })
}

/** [8 · frequencies, p] */
export function multiplicationOutputs(circuit: Multiplication, p: number): Float64Array {
  return matrixOf(neuronsPerFrequency * circuit.frequencies.length, p, (neuron, c) => {
    const { frequency, product, sign } = placeOf(circuit, neuron)
    const at = angle(frequency, c, p)
    return (circuit.scale * sign * (product.cosine * Math.cos(at) + product.sine * Math.sin(at))) / 4
  })
}
