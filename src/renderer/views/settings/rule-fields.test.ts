import { expect, test } from 'vitest'
import { LabelRules } from '../../../shared/schema/labels.ts'
import { ruleFields, withRule } from './rule-fields.ts'

const rules = LabelRules.parse({})

test('every threshold of the rules has a field, which reads and writes it and nothing else', () => {
  const paths = Object.entries(rules).flatMap(([rule, value]) => (typeof value === 'number' ? [rule] : Object.keys(value).map((key) => `${rule}.${key}`)))
  expect(ruleFields.map(({ path }) => path)).toEqual(paths)
  for (const field of ruleFields) {
    const changed = withRule(rules, field, field.max)!
    expect(field.get(changed)).toBe(field.max)
    for (const other of ruleFields.filter((f) => f !== field)) expect(other.get(changed)).toBe(other.get(rules))
  }
})
test('what is out of range changes nothing', () => {
  for (const value of [NaN, -1, Infinity]) expect(ruleFields.map((field) => withRule(rules, field, value))).toEqual(ruleFields.map(() => null))
})
