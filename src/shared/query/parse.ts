import { flags, readValue, type Comparison, type Condition, type QueryValue } from './condition.ts'

/** What is wrong with a query, and where: letters from `at` to `end`. */
export interface QueryProblem {
  readonly at: number
  readonly end: number
  readonly message: string
}

/** A condition with the letters it was read from. */
export interface Placed {
  readonly condition: Condition
  readonly at: number
  readonly end: number
}

export interface ParsedQuery {
  /** What could be read, in the order of the text. */
  readonly placed: readonly Placed[]
  readonly problems: readonly QueryProblem[]
}

const keyPattern = /[a-z_][a-z0-9_.]*/iy
const signPattern = /!=|<=|>=|[:=<>~]/y
const signs: Readonly<Record<string, Comparison>> = { ':': '=', '=': '=', '<': '<', '<=': '<=', '>': '>', '>=': '>=', '~': '~' }

/**
 * Reads `weight_decay>=1 status:finished -pinned name~grok`: conditions between spaces, all of which must hold. A value is a number,
 * a word, `"several words"`, a range `0.1..1` or `none`; several with commas mean any of them. What cannot be read is told with its
 * place, and the rest is read all the same.
 */
export function parseQuery(text: string): ParsedQuery {
  const placed: Placed[] = []
  const problems: QueryProblem[] = []
  let at = 0

  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0] ?? null
    if (found !== null) at += found.length
    return found
  }
  const isEnd = (): boolean => at >= text.length || /\s/.test(text.charAt(at))

  /** After an opening quote; null when there is no closing one. */
  const quoted = (): string | null => {
    let read = ''
    for (at++; at < text.length; at++) {
      const letter = text.charAt(at)
      if (letter === '"') {
        at++
        return read
      }
      read += letter === '\\' && at + 1 < text.length ? text.charAt(++at) : letter
    }
    return null
  }

  const value = (key: string): QueryValue | undefined => {
    if (text.charAt(at) === '"') return quoted() ?? undefined
    const bare = match(/[^\s",]+/y)
    return bare === null ? undefined : readValue(bare, key)
  }

  const values = (key: string): readonly QueryValue[] | null => {
    const read: QueryValue[] = []
    do {
      if (read.length > 0) at++ // the comma
      const next = value(key)
      if (next === undefined) return null
      read.push(next)
    } while (text.charAt(at) === ',')
    return isEnd() ? read : null
  }

  /** One condition from `at`, or what is wrong with it. */
  const condition = (): Condition | string => {
    const isNegated = text.charAt(at) === '-'
    if (isNegated) at++
    if (isEnd()) return 'A minus stands before what it excludes, as in -pinned.'
    if (text.charAt(at) === '"') {
      const words = quoted()
      if (words === null) return 'The quotation mark at the beginning has none at the end.'
      return isEnd() ? { kind: 'words', negated: isNegated, text: words } : 'After a closing quotation mark comes a space.'
    }
    const start = at
    const key = match(keyPattern)?.toLowerCase() ?? null
    const sign = key === null ? null : match(signPattern)
    if (key === null || sign === null) {
      at = start
      const word = match(/[^\s]+/y) ?? ''
      const odd = /["<>=~:]/.exec(word)?.[0]
      if (odd !== undefined) return `Before ${odd} stands the name of a key, as in weight_decay>=1; put text with such signs in quotation marks.`
      const flag = flags.find((name) => name === word.toLowerCase())
      if (flag) return { kind: 'flag', negated: isNegated, flag }
      return word.startsWith('-') ? 'One minus is enough; put text that begins with one in quotation marks.' : { kind: 'words', negated: isNegated, text: word }
    }
    if (isEnd()) return `After ${key}${sign} comes a value, as in ${key}${sign}1.`
    const read = values(key)
    if (read === null) return `The values of ${key} cannot be read. Write numbers, words, ranges as 0.1..1 or "several words", with commas between them.`
    if (/[<>]/.test(sign) && read.some((item) => item === null || typeof item === 'object')) return `${key} is compared by ${sign} with a number or a date, not with a range or none.`
    const comparison = signs[sign] ?? '='
    return { kind: 'compare', negated: isNegated !== (sign === '!='), key, comparison, values: read }
  }

  for (match(/\s+/y); at < text.length; match(/\s+/y)) {
    const start = at
    const read = condition()
    if (typeof read === 'string') {
      match(/[^\s]+/y)
      problems.push({ at: start, end: at, message: read })
    } else placed.push({ condition: read, at: start, end: at })
  }
  return { placed, problems }
}
