/**
 * Random numbers that are a function of where they are asked for, never of what was drawn before.
 *
 * Philox 4x32-10: ten rounds of multiplication turn a counter of 128 bits under a key of 64 bits into 128 random bits.
 *
 *   key = (seed, stream)      counter = (block, 0, counter mod 2³², ⌊counter / 2³²⌋)
 *
 * A draw of many elements numbers its blocks from 0. Programs, initial weights and splits all draw here, so one definition
 * holds for the bits of uniforms and permutations on every executor.
 *
 * Source: Salmon, Moraes, Dror, Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3"; constants of Random123.
 */

/** Which random numbers. */
export interface Draw {
  /** Integer in [0, 2³²). */
  readonly seed: number
  /** What the draw is for, integer in [0, 2³²): one number for one purpose, so that draws never overlap. */
  readonly stream: number
  /** Integer, usually the step. */
  readonly counter: number
}

type Words = Uint32Array | number[]

const two32 = 4294967296
const multiplier0 = 0xd2511f53
const multiplier1 = 0xcd9e8d57
const weyl0 = 0x9e3779b9
const weyl1 = 0xbb67ae85

/** Upper 32 bits of the product of two unsigned 32-bit integers, exactly. */
function highProduct(a: number, b: number): number {
  const aLow = a & 0xffff
  const aHigh = a >>> 16
  const bLow = b & 0xffff
  const bHigh = b >>> 16
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16) // < 2³²
  const rest = aLow * bHigh + (middle & 0xffff) // < 2³²
  return (aHigh * bHigh + (middle >>> 16) + (rest >>> 16)) >>> 0
}

/** Four random words of a counter (4 words) under a key (2 words), written to `out`. */
export function philox4x32(counter: Readonly<ArrayLike<number>>, key: Readonly<ArrayLike<number>>, out: Words): void {
  let c0 = counter[0]! >>> 0
  let c1 = counter[1]! >>> 0
  let c2 = counter[2]! >>> 0
  let c3 = counter[3]! >>> 0
  let k0 = key[0]! >>> 0
  let k1 = key[1]! >>> 0
  for (let round = 0; round < 10; round++) {
    const high0 = highProduct(multiplier0, c0)
    const high1 = highProduct(multiplier1, c2)
    const low0 = Math.imul(multiplier0, c0) >>> 0
    const low1 = Math.imul(multiplier1, c2) >>> 0
    c0 = (high1 ^ c1 ^ k0) >>> 0
    c1 = low1
    c2 = (high0 ^ c3 ^ k1) >>> 0
    c3 = low0
    k0 = (k0 + weyl0) >>> 0
    k1 = (k1 + weyl1) >>> 0
  }
  out[0] = c0
  out[1] = c1
  out[2] = c2
  out[3] = c3
}

/** A word as a multiple of 2⁻²⁴ in [0, 1): exact in f32. */
export function uniform24(word: number): number {
  return (word >>> 8) * 2 ** -24
}

/** Two words as a multiple of 2⁻⁵³ in [0, 1): exact in f64. */
export function uniform53(high: number, low: number): number {
  return ((high >>> 5) * 2 ** 26 + (low >>> 6)) * 2 ** -53
}

/** Calls `use(block, words)` for blocks 0 … blocks − 1 of a draw; `words` is overwritten by the next call. */
function eachBlock(blocks: number, { seed, stream, counter }: Draw, use: (block: number, words: Uint32Array) => void): void {
  const words = new Uint32Array(4)
  const place = new Uint32Array([0, 0, counter % two32, Math.floor(counter / two32)])
  const key = new Uint32Array([seed, stream])
  for (let block = 0; block < blocks; block++) {
    place[0] = block
    philox4x32(place, key, words)
    use(block, words)
  }
}

/** Fills with uniforms on [0, 1): 24 bits, four elements a block (f32), or 53 bits, two elements a block (f64). */
export function fillUniform(out: Float32Array | Float64Array, draw: Draw): void {
  const n = out.length
  if (out instanceof Float32Array) {
    eachBlock(Math.ceil(n / 4), draw, (block, words) => {
      const from = 4 * block
      const count = Math.min(4, n - from)
      for (let i = 0; i < count; i++) out[from + i] = uniform24(words[i]!)
    })
  } else {
    eachBlock(Math.ceil(n / 2), draw, (block, words) => {
      out[2 * block] = uniform53(words[0]!, words[1]!)
      if (2 * block + 1 < n) out[2 * block + 1] = uniform53(words[2]!, words[3]!)
    })
  }
}

/**
 * Fills with standard normals, one pair of elements a block:
 *
 *   z₀ = r cos 2πu₂,  z₁ = r sin 2πu₂,  r = √(−2 ln u₁),  u₁ ∈ (0, 1] and u₂ ∈ [0, 1) with 53 bits
 *
 * The same for both dtypes; f32 is rounded once at the end.
 * Source: Box & Muller 1958.
 */
export function fillNormal(out: Float32Array | Float64Array, draw: Draw): void {
  const n = out.length
  eachBlock(Math.ceil(n / 2), draw, (block, words) => {
    const radius = Math.sqrt(-2 * Math.log(1 - uniform53(words[0]!, words[1]!)))
    const angle = 2 * Math.PI * uniform53(words[2]!, words[3]!)
    out[2 * block] = radius * Math.cos(angle)
    if (2 * block + 1 < n) out[2 * block + 1] = radius * Math.sin(angle)
  })
}

/**
 * Fills with a permutation of 0 … n − 1: for i = n − 1 … 1 swaps elements i and ⌊u_i (i + 1)⌋, with u_i element i of the
 * f64 uniforms of the same draw. The product is below i + 1 in f64 too, as u_i ≤ 1 − 2⁻⁵³.
 * Source: Fisher–Yates in Durstenfeld's form.
 */
export function fillPermutation(out: Int32Array, draw: Draw): void {
  const n = out.length
  const u = randomUniform(n, 'f64', draw)
  for (let i = 0; i < n; i++) out[i] = i
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(u[i]! * (i + 1))
    const kept = out[i]!
    out[i] = out[j]!
    out[j] = kept
  }
}

export function randomUniform(n: number, dtype: 'f32', draw: Draw): Float32Array<ArrayBuffer>
export function randomUniform(n: number, dtype: 'f64', draw: Draw): Float64Array<ArrayBuffer>
export function randomUniform(n: number, dtype: 'f32' | 'f64', draw: Draw): Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>
/** n uniforms on [0, 1). */
export function randomUniform(n: number, dtype: 'f32' | 'f64', draw: Draw): Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer> {
  const out = dtype === 'f32' ? new Float32Array(n) : new Float64Array(n)
  fillUniform(out, draw)
  return out
}

export function randomNormal(n: number, dtype: 'f32', draw: Draw): Float32Array<ArrayBuffer>
export function randomNormal(n: number, dtype: 'f64', draw: Draw): Float64Array<ArrayBuffer>
export function randomNormal(n: number, dtype: 'f32' | 'f64', draw: Draw): Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>
/** n standard normals. */
export function randomNormal(n: number, dtype: 'f32' | 'f64', draw: Draw): Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer> {
  const out = dtype === 'f32' ? new Float32Array(n) : new Float64Array(n)
  fillNormal(out, draw)
  return out
}

/** A permutation of 0 … n − 1. */
export function randomPermutation(n: number, draw: Draw): Int32Array<ArrayBuffer> {
  const out = new Int32Array(n)
  fillPermutation(out, draw)
  return out
}
