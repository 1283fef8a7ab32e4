import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { RunConfig } from '../schema/run-config.ts'
import { describeMismatch, keyPath } from './bad-input.ts'

const mismatch = (schema: z.ZodType, value: unknown): string => {
  const parsed = schema.safeParse(value)
  if (parsed.success) throw new Error('the value fits')
  return describeMismatch(schema, parsed.error)
}

describe('a sentence on a value that does not fit', () => {
  test('names the unknown key with its path and the keys that exist there', () => {
    const schema = z.strictObject({ log: z.strictObject({ ratio: z.number(), every_until: z.int() }).prefault({ ratio: 2, every_until: 1 }) })
    expect(mismatch(schema, { log: { ratio: 2, every_until: 1, rate: 3 } })).toBe('There is no key "log.rate". Allowed here: ratio, every_until.')
  })

  test('says so where no key is allowed', () => {
    expect(mismatch(z.strictObject({}), { limit: 3 })).toBe('There is no key "limit". No keys are allowed here.')
  })

  test('names a key inside a list, and how many other problems there are', () => {
    const schema = z.strictObject({ set: z.array(z.strictObject({ key: z.string() })).readonly() })
    expect(mismatch(schema, { set: [{ key: 'a' }, { key: 1 }, { key: 2 }] })).toMatch(/^The value of "set\[1\]\.key" does not fit: .*string.* \(and 1 more problem\)$/)
  })

  test('gives the range of a configuration', () => {
    const config = {
      task: { kind: 'modular_table', modulus: 31 },
      split: { train_fraction: 0.4 },
      model: { kind: 'mlp', hidden: [10] },
      optimiser: { kind: 'adamw', learning_rate: 1, beta1: 1 },
      steps: 10,
    }
    expect(mismatch(RunConfig, config)).toBe('The value of "optimiser.beta1" does not fit: Too big: expected number to be <1.')
  })

  test('keeps silent about keys where they depend on the value', () => {
    const config = { task: { kind: 'modular_table', modulus: 31, base: 2 }, split: { train_fraction: 0.4 } }
    expect(mismatch(RunConfig.pick({ task: true, split: true }), config)).toBe('There is no key "task.base".')
  })
})

test('a path reads as in a configuration file', () => {
  expect(keyPath(['model', 'hidden', 0])).toBe('model.hidden[0]')
})
