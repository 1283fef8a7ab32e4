import { describe, expect, test } from 'vitest'
import type { RunConfigInput } from '../../shared/schema/run-config.ts'
import { RunConfig } from '../../shared/schema/run-config.ts'
import { presets } from '../presets/index.ts'
import { preconditions, stepsByDecay, warningsOf } from './preconditions.ts'

const reference: RunConfigInput = {
  task: { kind: 'modular_table', modulus: 59 },
  split: { train_fraction: 0.4 },
  model: { kind: 'mlp', hidden: [200, 200] },
  optimiser: { kind: 'adamw', learning_rate: 0.01, weight_decay: 1 },
  steps: 2500,
}
const told = (changes: Partial<RunConfigInput>): string[] => warningsOf(RunConfig.parse({ ...reference, ...changes })).map(({ id }) => id)
const adamw = (more: object) => ({ optimiser: { kind: 'adamw' as const, learning_rate: 0.01, weight_decay: 1, ...more } })

describe('why it would not grok', () => {
  test('nothing is known against the reference run', () => {
    expect(told({})).toEqual([])
  })

  test.each<[string, Partial<RunConfigInput>, string[]]>([
    ['too little data', { split: { train_fraction: 0.1 } }, ['too-little-data']],
    ['too little data by count', { split: { train_count: 300 } }, ['too-little-data']],
    ['much data', { split: { train_fraction: 0.8 } }, ['much-data']],
    ['no weight decay', adamw({ weight_decay: 0 }), ['no-decay']],
    ['little weight decay', adamw({ weight_decay: 0.1 }), ['no-decay']],
    ['a slow rate', { ...adamw({ learning_rate: 0.003 }), steps: 2500 }, ['too-few-steps']],
    ['few steps', { steps: 600 }, ['too-few-steps']],
    ['decay that is too strong', adamw({ weight_decay: 16 }), ['pulled-too-hard']],
    ['a high rate', adamw({ learning_rate: 0.3, weight_decay: 0.1 }), ['high-rate']],
    ['no prime', { task: { kind: 'modular_table', modulus: 58 } }, ['composite']],
    ['plain cross-entropy', { loss: { kind: 'cross_entropy', form: 'plain' } }, ['plain-softmax']],
    ['plain cross-entropy in 64 bits', { loss: { kind: 'cross_entropy', form: 'plain', softmax_precision: 'f64' } }, []],
    ['an epsilon', adamw({ epsilon: 1e-4 }), ['large-epsilon']],
    ['an operation', { task: { kind: 'modular_table', modulus: 59, operator: 'x3+xy2+y' } }, ['hard-operation']],
    ['mirrored pairs', { model: { kind: 'mlp', hidden: [64], embedding: { width: 32, combine: 'sum' } } }, ['mirrored-pairs']],
    ['no decay but OrthoGrad', { ...adamw({ weight_decay: 0 }), filter: { kind: 'orthogonal' } }, []],
  ])('%s', (_what, changes, ids) => {
    expect(told(changes)).toEqual(ids)
  })

  test('a sentence says what stands there and what to set', () => {
    const [first] = warningsOf(RunConfig.parse({ ...reference, split: { train_fraction: 0.1 } }))
    expect(first).toMatchObject({ outlook: 'never', sentence: expect.stringMatching(/^It is trained on 10 % of the table\..* Set split\.train_fraction/) as string })
    for (const { source, keys } of preconditions) expect([source.length > 40, keys.length > 0]).toEqual([true, true])
  })

  test('the law of decay holds against what was measured, within half', () => {
    const law = (changes: Partial<RunConfigInput>) => stepsByDecay(RunConfig.parse({ ...reference, ...changes })) ?? NaN
    const measured: readonly (readonly [Partial<RunConfigInput>, number])[] = [
      [{}, 1100], [adamw({ weight_decay: 0.3 }), 3800], [adamw({ weight_decay: 2 }), 840], [adamw({ learning_rate: 0.003 }), 4380], [adamw({ learning_rate: 0.03 }), 600],
      [{ split: { train_fraction: 0.5 } }, 600], [{ split: { train_fraction: 0.6 } }, 340], [{ split: { train_fraction: 0.8 } }, 200],
    ]
    for (const [changes, step] of measured) expect(Math.abs(Math.log(law(changes) / step))).toBeLessThan(Math.log(1.6))
    expect(stepsByDecay(RunConfig.parse({ ...reference, optimiser: { kind: 'sgd', learning_rate: 1 } }))).toBeNull()
  })

  test('experiments that were seen to grok are not warned of', () => {
    const wrong = presets.flatMap((preset) => {
      if (preset.kind !== 'run' || preset.expected.test_acc_99 === undefined) return []
      return warningsOf(RunConfig.parse(preset.config)).filter(({ outlook }) => outlook === 'never' || outlook === 'too late').map(({ id }) => `${preset.id}: ${id}`)
    })
    expect(wrong).toEqual([])
  })
})
