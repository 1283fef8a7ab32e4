import { randomNormal, randomPermutation, randomUniform } from '../../engine/ops/philox.ts'

/**
 * Draws made before training, always here and always in f64, so that an f32 run starts from the rounded numbers of its
 * f64 twin. Training itself draws through `Ops`, from the same generator.
 */
export interface Source {
  readonly seed: number
  /** From `streams.ts`. */
  readonly stream: number
}

/** n uniforms on [0, 1), 53 bits. */
export function uniform(n: number, { seed, stream }: Source): Float64Array {
  return randomUniform(n, 'f64', { seed, stream, counter: 0 })
}

/** n standard normals. */
export function normal(n: number, { seed, stream }: Source): Float64Array {
  return randomNormal(n, 'f64', { seed, stream, counter: 0 })
}

/** A permutation of 0 … n − 1. */
export function permutation(n: number, { seed, stream }: Source): Int32Array {
  return randomPermutation(n, { seed, stream, counter: 0 })
}
