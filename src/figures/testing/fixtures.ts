import type { CurvesData } from '../scene.ts'
import { CurvesSpec, MatrixSpec, type CurvesSpecInput, type MatrixSpecInput } from '../spec.ts'

/** Curves shaped like a grokking run, as formulas, for the tests of this folder: steps 1 to 100, then 5 % apart up to 2 478. */
export function grokkingRun(seed = 0, until = 2478): CurvesData[string] {
  const all = [...Array.from({ length: 100 }, (_, i) => i + 1), ...Array.from({ length: 65 }, (_, i) => Math.ceil(100 * 1.05 ** (i + 1)))]
  const steps = Uint32Array.from(all.filter((s) => s <= until))
  const rise = (s: number, at: number, sharpness: number): number => 1 / (1 + (at / s) ** sharpness)
  const series = (value: (step: number) => number) => ({ steps, values: Float64Array.from(steps, value) })
  const late = 820 + 40 * seed
  return {
    train_accuracy: series((s) => (s >= 32 ? 1 : rise(s, 16, 5))),
    test_accuracy: series((s) => rise(s, late, 9)),
    train_loss: series((s) => 4.1 * (1 - rise(s, 22, 4)) + 4e-6 * (2478 / s) ** 2),
    test_loss: series((s) => 4.1 + 9 * rise(s, 25, 3) * (1 - rise(s, late, 8)) - 4.09 * rise(s, late, 8)),
    weight_norm: series((s) => 12.5 + 46 * rise(s, 20, 3)),
  }
}

export const runSpec: CurvesSpecInput = {
  version: 1,
  kind: 'curves',
  title: 'Five-second grok & more, "seed 1"',
  panels: [
    {
      id: 'accuracy',
      title: 'Accuracy',
      y: { kind: 'accuracy' },
      lines: [
        { run: 'run_a', series: 'train_accuracy', role: 'train', label: 'train' },
        { run: 'run_a', series: 'test_accuracy', role: 'test', label: 'test' },
      ],
      references: [{ value: 1 / 59, label: 'chance, 1 in 59' }],
    },
    {
      id: 'loss',
      title: 'Loss',
      subtitle: 'cross-entropy, log',
      y: { kind: 'log' },
      lines: [
        { run: 'run_a', series: 'train_loss', role: 'train', label: 'train' },
        { run: 'run_a', series: 'test_loss', role: 'test', label: 'test' },
      ],
    },
  ],
  rules: [
    { step: 30, condition: 'train ≥ 99 %', role: 'train' },
    { step: 818, condition: 'test ≥ 50 %', role: 'test' },
    { step: 1073, condition: 'test ≥ 95 %', role: 'test' },
    { step: 1286, condition: 'test ≥ 99 %', role: 'test' },
  ],
}

export const runData: CurvesData = { run_a: grokkingRun() }

/** Five runs in one panel, hue by run, one highlighted. */
export const compareSpec: CurvesSpecInput = {
  version: 1,
  kind: 'curves',
  title: 'Five seeds',
  step: { domain: [100, 2478] },
  panels: [
    {
      id: 'test',
      title: 'Test accuracy',
      y: { kind: 'accuracy' },
      lines: [0, 1, 2, 3, 4].map((i) => ({
        run: `run_${i}`,
        series: 'test_accuracy',
        role: 'test' as const,
        colour: { by: 'run' as const, slot: i + 1 },
        label: `seed ${i + 1}`,
        emphasis: i === 2 ? ('highlighted' as const) : ('normal' as const),
      })),
    },
  ],
}

export const compareData: CurvesData = Object.fromEntries([0, 1, 2, 3, 4].map((i) => [`run_${i}`, grokkingRun(i)]))

/** A small matrix of waves with one value beyond the limits, one NaN and one infinity. */
export function waves(rows = 7, columns = 12): { rows: number; columns: number; values: Float32Array } {
  const values = Float32Array.from({ length: rows * columns }, (_, i) => 0.38 * Math.cos((2 * Math.PI * (1 + (i % 5)) * Math.floor(i / columns)) / rows))
  values.set([0.9, NaN, -Infinity], columns)
  return { rows, columns, values }
}

export const matrixSpec: MatrixSpecInput = {
  version: 1,
  kind: 'matrix',
  title: 'Input weights W₁',
  subtitle: '7 inputs × 12 neurons',
  run: 'run_a',
  tensor: 'layers.0.weight',
  step: 2272,
  limits: [-0.4, 0.4],
  rowLabel: 'input a',
  columnLabel: 'neuron',
}

export const parsed = {
  run: CurvesSpec.parse(runSpec),
  compare: CurvesSpec.parse(compareSpec),
  matrix: MatrixSpec.parse(matrixSpec),
}
