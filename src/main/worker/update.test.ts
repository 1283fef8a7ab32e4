import { describe, expect, test } from 'vitest'
import { interpret } from '../../engine/program/interpret.ts'
import { record } from '../../engine/program/record.ts'
import { experimentOf } from '../../science/experiment.ts'
import type { NamedTensors } from '../../shared/tensors.ts'
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

  test('under dropout draws anew in every step, and an evaluation draws nothing', () => {
    const dropping = { model: { kind: 'mlp', hidden: [40], dropout: 0.5 } } as const
    expect(after(dropping)).toEqual(after(dropping))
    expect(after(dropping)).not.toEqual(after(dropping, 2))
    expect(after(dropping)).not.toEqual(after({ ...dropping, seed: 1 }))
    const evaluation = record((ops) => experimentOf(config(dropping)).recordEvaluation(ops))
    expect(evaluation.instructions.some(({ primitive }) => primitive.op.startsWith('random'))).toBe(false)
  })

  describe('of a ticket', () => {
    const ticket = (changes: Partial<RunConfigInput>, steps = 3) => {
      const experiment = experimentOf(config({ model: { kind: 'mlp', hidden: [4], bias: true, activation: 'tanh', inits: [{ parameters: 'layers.0.bias', init: { kind: 'normal', scale: 0 } }] }, constraint: { kind: 'keep_zeros' }, ...changes }))
      const pruned = Object.fromEntries(Object.entries(experiment.weights).map(([name, value]) => [name, value.shape.length < 2 ? value : { ...value, data: Float64Array.from(value.data, (w, i) => (i % 3 === 0 ? 0 : w)) }]))
      const data = { ...experiment.data, ...Object.fromEntries(Object.entries(pruned).map(([name, value]) => [`data.initial.${name}`, value])) }
      const program = record((ops) => experiment.recordStep(ops))
      let state: NamedTensors = { ...pruned, ...experiment.optimiser }
      for (let step = 1; step <= steps; step++) state = interpret(program, { ...data, ...state }, step)
      return { pruned, state }
    }

    test.each([
      ['AdamW with decay', { optimiser: { kind: 'adamw', learning_rate: 0.1, weight_decay: 1 } }],
      ['AdamW that jiggles, under noise and L1', { optimiser: { kind: 'adamw', learning_rate: 0.1, weight_decay: 1, decay: 'jiggle' }, noise: { scale: 0.5 }, penalties: [{ kind: 'l1', strength: 0.1 }] }],
      ['RMSProp after OrthoGrad', { optimiser: { kind: 'rmsprop', learning_rate: 0.01 }, filter: { kind: 'orthogonal' } }],
      ['momentum and Grokfast', { optimiser: { kind: 'sgd', learning_rate: 0.1, momentum: 0.9 }, filter: { kind: 'grokfast_ema' } }],
    ] as const)('%s: entries of matrices that begin at zero stay zero, all others and zero biases move', (_, changes) => {
      const { pruned, state } = ticket(changes)
      for (const [name, { data, shape }] of Object.entries(pruned)) {
        data.forEach((w, i) => (w === 0 && shape.length === 2 ? expect(Math.abs(state[name]!.data[i]!)).toBe(0) : expect(state[name]!.data[i], `${name} ${i}`).not.toBe(w)))
      }
      expect(pruned['layers.0.bias']!.data.every((w) => w === 0)).toBe(true)
    })

    test('the length of a clipped gradient is that of what is left', () => {
      const clipped = (more: Partial<RunConfigInput>) => ticket({ filter: { kind: 'clip', norm: 1e-3 }, ...more }, 1)
      const { pruned, state } = clipped({})
      const moved = Object.entries(pruned).flatMap(([name, { data }]) => [...data].map((w, i) => state[name]!.data[i]! - w))
      expect(length(moved)).toBeCloseTo(0.1 * 1e-3, 12)
    })
  })

  test('moves a group at its own rate', () => {
    const some = after({ optimiser: { kind: 'sgd', learning_rate: 0.1, groups: [{ parameters: 'layers.1', learning_rate: 1e-9 }] } })
    const first = 10 * 4
    expect(some.slice(0, first)).toEqual(after().slice(0, first))
    some.slice(first).forEach((w, i) => expect(w).toBeCloseTo(start[first + i]!, 8))
  })
})
