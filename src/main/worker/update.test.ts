import { describe, expect, test } from 'vitest'
import { interpret } from '../../engine/program/interpret.ts'
import { record } from '../../engine/program/record.ts'
import { experimentOf } from '../../science/experiment.ts'
import { RunConfig, type RunConfigInput } from '../../shared/schema/run-config.ts'

describe('an update', () => {
  const config = (changes: Partial<RunConfigInput> = {}): RunConfig =>
    RunConfig.parse({
      task: { kind: 'modular_table', modulus: 5 },
      split: { train_fraction: 0.5 },
      model: { kind: 'mlp', hidden: [4] },
      optimiser: { kind: 'sgd', learning_rate: 0.1 },
      precision: 'f64',
      steps: 10,
      ...changes,
    })
  /** Weights after the first update, in one row. */
  const after = (changes: Partial<RunConfigInput> = {}, step = 1): number[] => {
    const experiment = experimentOf(config(changes))
    const out = interpret(record((ops) => experiment.recordStep(ops)), { ...experiment.weights, ...experiment.optimiser, ...experiment.data }, step)
    expect(Object.keys(out).sort()).toEqual([...Object.keys(experiment.weights), ...Object.keys(experiment.optimiser)].sort())
    return Object.keys(experiment.weights).flatMap((name) => [...out[name]!.data])
  }
  const start = Object.values(experimentOf(config()).weights).flatMap(({ data }) => [...data])
  const length = (x: readonly number[]): number => Math.hypot(...x)

  test('with L2 as a penalty is one with decay in the optimiser', () => {
    const decayed = after({ optimiser: { kind: 'sgd', learning_rate: 0.1, weight_decay: 0.3 } })
    after({ penalties: [{ kind: 'l2', strength: 0.3 }] }).forEach((w, i) => expect(w).toBeCloseTo(decayed[i]!, 13))
  })

  test('under noise differs from step to step and goes from the weights without it', () => {
    const noise = { scale: 1e-3 }
    expect(after({ noise })).toEqual(after({ noise }))
    expect(after({ noise })).not.toEqual(after({ noise }, 2))
    after({ noise }).forEach((w, i) => expect(Math.abs(w - after()[i]!)).toBeLessThan(1e-3))
  })

  test('under a constant norm keeps the initial length', () => {
    expect(length(after())).not.toBeCloseTo(length(start), 6)
    expect(length(after({ constraint: { kind: 'constant_norm' } }))).toBeCloseTo(length(start), 12)
  })

  test('with decay to the initial weights is one without decay at first', () => {
    const adamw = (more: object) => after({ optimiser: { kind: 'adamw', learning_rate: 0.1, ...more } })
    expect(adamw({ weight_decay: 1, decay: 'to_initial' })).toEqual(adamw({ weight_decay: 0 }))
  })

  test('moves a group at its own rate', () => {
    const some = after({ optimiser: { kind: 'sgd', learning_rate: 0.1, groups: [{ parameters: 'layers.1', learning_rate: 1e-9 }] } })
    const first = 10 * 4
    expect(some.slice(0, first)).toEqual(after().slice(0, first))
    some.slice(first).forEach((w, i) => expect(w).toBeCloseTo(start[first + i]!, 8))
  })
})
