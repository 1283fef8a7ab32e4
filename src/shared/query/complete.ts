import { flags, wordKeys, writeValue } from './condition.ts'
import { compareFacts } from './vocabulary.ts'
import type { KeyInfo, Vocabulary } from './vocabulary.ts'

/** Something that can stand at the caret: it takes the place of the letters from `at` to `end`. */
export interface Completion {
  readonly at: number
  readonly end: number
  readonly insert: string
  /** What is said beside it: how many runs have it, what the values are. */
  readonly hint: string
  /** The condition is whole with it. */
  readonly isWhole: boolean
}

const most = 12
const signs: readonly (readonly [string, string])[] = [['=', 'is'], ['>=', 'at least'], ['<=', 'at most'], ['>', 'more than'], ['<', 'less than'], ['!=', 'is not']]

/** What can be written at the caret, the likeliest first: keys, then signs, then values that occur. */
export function complete(text: string, caret: number, vocabulary: Vocabulary): readonly Completion[] {
  const at = beginning(text, caret)
  const end = caret
  const word = text.slice(at, caret)
  const minus = word.startsWith('-') ? '-' : ''
  const [, key, sign, list] = /^-?([a-z_][a-z0-9_.]*)(!=|<=|>=|[:=<>~])(.*)$/is.exec(word) ?? []
  if (key !== undefined && sign !== undefined && list !== undefined) {
    return values(vocabulary.of(key.toLowerCase()), sign, list).map(({ text: insert, hint }) => ({ at, end, insert: minus + key + sign + insert, hint, isWhole: true }))
  }
  const begun = word.slice(minus.length).toLowerCase()
  if (!/^[a-z0-9_.]*$/.test(begun)) return []
  const exact = begun === '' || wordKeys.has(begun) ? null : vocabulary.of(begun)
  const withSigns = exact && exact.runs > 0 ? signsOf(exact).map(([sign, hint]) => ({ at, end, insert: `${minus}${begun}${sign}`, hint, isWhole: false })) : []
  const keys = vocabulary.keys
    .filter((key) => key !== begun || wordKeys.has(key))
    .map((key) => ({ info: vocabulary.of(key), rank: rank(key, begun) }))
    .filter(({ info, rank }) => rank < 3 && (info.runs > 0 || begun !== ''))
    .sort((a, b) => a.rank - b.rank || b.info.values.length - a.info.values.length || a.info.key.localeCompare(b.info.key, 'en'))
    .map(({ info }) => ({ at, end, insert: minus + info.key + (wordKeys.has(info.key) ? ':' : ''), hint: describe(info), isWhole: false }))
  const marks = flags.filter((flag) => flag.startsWith(begun)).map((flag) => ({ at, end, insert: minus + flag, hint: minus === '' ? `runs that are ${flag}` : `runs that are not ${flag}`, isWhole: true }))
  return begun === '' ? [...keys.slice(0, most - marks.length), ...marks] : [...withSigns, ...marks, ...keys].slice(0, most)
}

/** Where the condition at the caret begins: after the last space that is not inside quotation marks. */
function beginning(text: string, caret: number): number {
  let at = 0
  let isQuoted = false
  for (let i = 0; i < caret; i++) {
    const letter = text.charAt(i)
    if (letter === '\\' && isQuoted) i++
    else if (letter === '"') isQuoted = !isQuoted
    else if (/\s/.test(letter) && !isQuoted) at = i + 1
  }
  return at
}

/** Smaller is likelier; 3 is not at all. */
function rank(key: string, begun: string): number {
  if (key.startsWith(begun)) return 0
  if (key.split('.').some((part) => part.startsWith(begun))) return 1
  return key.includes(begun) && begun.length >= 2 ? 2 : 3
}

function signsOf(info: KeyInfo): readonly (readonly [string, string])[] {
  return info.kind === 'number' ? signs : [['=', 'is'], ['!=', 'is not'], ['~', 'contains']]
}

function values(info: KeyInfo, sign: string, list: string): readonly { readonly text: string; readonly hint: string }[] {
  const comma = list.lastIndexOf(',')
  const before = list.slice(0, comma + 1)
  const begun = list.slice(comma + 1).replaceAll('"', '').toLowerCase()
  const used = new Set(before.split(','))
  const shown = info.values
    .map(({ value, runs }) => ({ text: writeValue(info.kind === 'moment' ? String(value).slice(0, 10) : typeof value === 'boolean' ? String(value) : value, info.key), runs }))
    .filter(({ text }, i, all) => text.replaceAll('"', '').toLowerCase().startsWith(begun) && !used.has(text) && all.findIndex((other) => other.text === text) === i)
    .slice(0, most)
    .map(({ text, runs }) => ({ text: before + text, hint: runsWord(runs) }))
  const isAsked = 'none'.startsWith(begun) && !/[<>~]/.test(sign)
  return isAsked ? [...shown.slice(0, most - 1), { text: `${before}none`, hint: 'has none' }] : shown
}

function describe({ kind, values, runs }: KeyInfo): string {
  if (values.length === 0) return 'no run has it'
  if (kind === 'number' && values.length > 3) {
    const sorted = values.map(({ value }) => value).sort(compareFacts)
    return `${String(sorted[0])} to ${String(sorted.at(-1))}`
  }
  if (values.length > 3) return `${values.length} values in ${runsWord(runs)}`
  return values.map(({ value }) => String(value)).join(', ').slice(0, 40)
}

export function runsWord(n: number): string {
  return n === 1 ? '1 run' : `${n} runs`
}
