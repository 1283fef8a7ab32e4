import { LabelRules } from '../../../shared/schema/labels.ts'

/** One threshold as a field: where it stands in the rules, and what it means. */
export interface RuleField {
  readonly rule: string
  readonly path: string
  readonly help: string
  readonly unit: string
  readonly min: number
  readonly max: number
  get(rules: LabelRules): number
}

export const ruleFields: readonly RuleField[] = [
  { rule: 'Liu 2022', path: 'liu.accuracy', help: 'accuracy that counts as learnt', unit: 'share', min: 0, max: 1, get: (rules) => rules.liu.accuracy },
  { rule: 'Liu 2022', path: 'liu.delay', help: 'delay from which it is grokking', unit: 'steps', min: 0, max: 1e9, get: (rules) => rules.liu.delay },
  { rule: 'Liu 2022', path: 'liu.budget', help: 'what happens later does not count', unit: 'steps', min: 1, max: 1e9, get: (rules) => rules.liu.budget },
  { rule: 'PAIR 2023', path: 'pair.loss', help: 'a loss that never falls to this is high', unit: 'loss', min: 0, max: 1e9, get: (rules) => rules.pair.loss },
  { rule: 'PAIR 2023', path: 'pair.ratio', help: 'test over train loss at the widest gap', unit: '×', min: 0, max: 1e12, get: (rules) => rules.pair.ratio },
  { rule: 'Minegishi 2023', path: 'minegishi', help: 'accuracy at which both times are counted', unit: 'share', min: 0, max: 1, get: (rules) => rules.minegishi },
]

/** The rules with one threshold changed; null where the value is out of its range. */
export function withRule(rules: LabelRules, { path, min, max }: RuleField, value: number): LabelRules | null {
  if (!Number.isFinite(value) || value < min || value > max) return null
  const [rule = '', key] = path.split('.')
  const changed = key === undefined ? { ...rules, [rule]: value } : { ...rules, [rule]: { ...(rules as unknown as Readonly<Record<string, object>>)[rule], [key]: value } }
  const found = LabelRules.safeParse(changed)
  return found.success ? found.data : null
}
