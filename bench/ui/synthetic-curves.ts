import { scheduleOf } from '../../src/science/schedule.ts'
import type { RunConfig } from '../../src/shared/schema/run-config.ts'
import type { Curves } from '../../src/shared/schema/run.ts'
import type { NamedTensors } from '../../src/shared/tensors.ts'

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function draws(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let z = state
    z = Math.imul(z ^ (z >>> 15), z | 1)
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61)
    return ((z ^ (z >>> 14)) >>> 0) / 4294967296
  }
}

/** Steps at which both long curves have a spike of one step, beside the random ones. */
export const spikes = [40, 70_001] as const

/**
 * Curves that look like grokking: train accuracy rises about `memorised`, test accuracy about `generalised`, on a log axis, with noise
 * and, where `withSpikes`, jumps of the loss that last one step.
 */
export function grokkingCurves(steps: readonly number[], seed: number, { memorised, generalised, withSpikes }: { readonly memorised: number; readonly generalised: number; readonly withSpikes: boolean }): Curves {
  const draw = draws(seed)
  const rise = (step: number, middle: number, width: number): number => 1 / (1 + Math.exp(-(Math.log(step + 1) - Math.log(middle + 1)) / width))
  const at = Uint32Array.from(steps)
  const chance = 1 / 113
  const spike = (step: number): number => (withSpikes && ((spikes as readonly number[]).includes(step) || draw() < 2e-5) ? 40 : 1)
  const values = {
    train_loss: Float64Array.from(at, (step) => (4.7 * (1 - rise(step, memorised, 0.15)) + 1e-7 * (1 + 9 * draw())) * spike(step)),
    train_accuracy: Float64Array.from(at, (step) => Math.min(1, chance + (1 - chance) * rise(step, memorised, 0.12) * (1 + 0.01 * (draw() - 0.5)))),
    test_loss: Float64Array.from(at, (step) => (4.7 + 12 * rise(step, memorised, 0.4)) * (1 - rise(step, generalised, 0.2)) * spike(step) + 1e-6 * (1 + draw())),
    test_accuracy: Float64Array.from(at, (step) => Math.min(1, chance + (1.002 - chance) * rise(step, generalised, 0.1) * (1 + 0.004 * (draw() - 0.5)))),
    weight_norm: Float64Array.from(at, (step) => 32 + 14 * rise(step, memorised, 0.8) - 24 * rise(step, generalised, 0.7) + 0.02 * draw()),
    gini: Float64Array.from(at, (step) => 0.3 + 0.55 * rise(step, generalised, 0.5) + 0.004 * draw()),
    ipr: Float64Array.from(at, (step) => 0.02 + 0.4 * rise(step, generalised, 0.5) + 0.002 * draw()),
    frequency_share: Float64Array.from(at, (step) => 0.1 + 0.88 * rise(step, generalised, 0.6) + 0.004 * draw()),
  }
  return Object.fromEntries(Object.entries(values).map(([name, series]) => [name, { steps: at, values: series }]))
}

/**
 * Weights of a two-layer perceptron over one-hot pairs mod p that go from noise to waves: column j of the first matrix becomes
 * cos(2π f_j a / p + φ_j) for the first operand and the same for the second.
 *
 * @param share 0 is noise, 1 is waves
 */
export function wavyWeights(modulus: number, width: number, share: number): NamedTensors {
  const draw = draws(7)
  const frequency = Array.from({ length: width }, (_, j) => [3, 7, 11, 19, 23][j % 5] ?? 1)
  const phase = Array.from({ length: width }, () => 2 * Math.PI * draw())
  const wave = (a: number, j: number): number => Math.cos((2 * Math.PI * (frequency[j] ?? 0) * (a % modulus)) / modulus + (phase[j] ?? 0))
  const mixed = (a: number, j: number): number => 0.3 * (share * wave(a, j) + (1 - share) * (2 * draw() - 1))
  return {
    'layers.0.weight': { shape: [2 * modulus, width], dtype: 'f32', data: Float32Array.from({ length: 2 * modulus * width }, (_, i) => mixed(Math.floor(i / width), i % width)) },
    'layers.1.weight': { shape: [width, modulus], dtype: 'f32', data: Float32Array.from({ length: width * modulus }, (_, i) => mixed(i % modulus, Math.floor(i / modulus))) },
  }
}

/** The checkpoint ratio, of those between 1.01 and 1.2, whose schedule comes nearest to this many checkpoints. */
export function ratioFor(checkpoints: number, steps: RunConfig['steps']): number {
  const ratios = Array.from({ length: 1901 }, (_, i) => Math.round(10_100 + i) / 10_000)
  const far = (ratio: number): number => Math.abs(scheduleOf({ steps, log: { every_until: 0, ratio: 2 }, checkpoint: { ratio } }).checkpoints.length - checkpoints)
  return ratios.reduce((best, ratio) => (far(ratio) < far(best) ? ratio : best))
}
