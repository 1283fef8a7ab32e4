import { wordKeys, writeValue, type Condition } from '../../../../shared/query/condition.ts'

const signs = { '=': '=', '<': '<', '<=': '≤', '>': '>', '>=': '≥', '~': 'contains' } as const

/** A condition as one reads it on a chip: `weight_decay ≥ 1`, `status: finished`, `not pinned`. */
export function chipText(condition: Condition): string {
  const not = condition.negated ? 'not ' : ''
  if (condition.kind === 'flag') return not + condition.flag
  if (condition.kind === 'words') return condition.negated ? `without “${condition.text}”` : `“${condition.text}”`
  const { key, comparison, negated } = condition
  const values = condition.values.map((value) => (typeof value === 'object' && value !== null ? `${value.from} to ${value.to}` : typeof value === 'string' ? value : writeValue(value, key))).join(' or ')
  if (comparison === '=' && negated) return `${key} ≠ ${values}`
  return comparison === '=' && wordKeys.has(key) ? `${key}: ${values}` : `${not}${key} ${signs[comparison]} ${values}`
}
