/** Facts about a run that hold or do not. */
export const flags = ['pinned', 'hidden', 'baseline'] as const
export type Flag = (typeof flags)[number]

export const comparisons = ['=', '<', '<=', '>', '>=', '~'] as const
/** `~` is "contains", all others as in arithmetic; dates and names are compared too. */
export type Comparison = (typeof comparisons)[number]

/** `0.1..1`: both ends count. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** What a key is compared with. Null is written `none`: the key is absent, the step was never reached. */
export type QueryValue = number | string | Range | null

/** One condition on a run. A query is a list of them, all of which must hold. */
export type Condition =
  | { readonly kind: 'flag'; readonly negated: boolean; readonly flag: Flag }
  /** Text that is searched for wherever a run has words. */
  | { readonly kind: 'words'; readonly negated: boolean; readonly text: string }
  /** Holds when one of the values fits one of the values that the run has at the key. */
  | { readonly kind: 'compare'; readonly negated: boolean; readonly key: string; readonly comparison: Comparison; readonly values: readonly QueryValue[] }

/** Keys whose values are words, whatever they look like; they are written with a colon, as people expect of them. */
export const wordKeys: ReadonlySet<string> = new Set(['id', 'name', 'status', 'tag', 'project', 'preset', 'executor', 'set', 'member', 'note', 'created', 'started', 'ended'])

const bareWord = /^[^\s"<>=~:,-][^\s"<>=~:]*$/
const bareValue = /^[^\s",]+$/
const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i
const range = /^(.+?)\.\.(.+)$/

/** What a value without quotes means at this key. */
export function readValue(text: string, key: string): QueryValue {
  if (text === 'none') return null
  if (wordKeys.has(key)) return text
  if (number.test(text)) return Number(text)
  const [, from, to] = range.exec(text) ?? []
  return from !== undefined && to !== undefined && number.test(from) && number.test(to) ? { from: Number(from), to: Number(to) } : text
}

function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}

export function writeValue(value: QueryValue, key: string): string {
  if (value === null) return 'none'
  if (typeof value === 'number') return String(value)
  if (typeof value === 'object') return `${value.from}..${value.to}`
  return bareValue.test(value) && typeof readValue(value, key) === 'string' ? value : quote(value)
}

/** The one way in which a condition is written; reading it gives the same condition. */
export function writeCondition(condition: Condition): string {
  const sign = condition.negated ? '-' : ''
  if (condition.kind === 'flag') return sign + condition.flag
  if (condition.kind === 'words') {
    const isPlain = bareWord.test(condition.text) && !flags.some((flag) => flag === condition.text)
    return sign + (isPlain ? condition.text : quote(condition.text))
  }
  const { key, comparison, negated } = condition
  const values = condition.values.map((value) => writeValue(value, key)).join(',')
  if (comparison === '=' && negated) return `${key}!=${values}`
  return `${sign}${key}${comparison === '=' && wordKeys.has(key) ? ':' : comparison}${values}`
}

export function writeQuery(conditions: readonly Condition[]): string {
  return conditions.map(writeCondition).join(' ')
}
