import type { Json } from './draft.ts'

export interface JsonText {
  /** What the text says; undefined where it is no JSON. */
  readonly value: Json | undefined
  /** Line of each key by its path, from 1; the text as a whole is the empty path. */
  readonly lines: ReadonlyMap<string, number>
  readonly error: { readonly line: number; readonly sentence: string } | null
}

class Mistake extends Error {
  readonly at: number
  constructor(at: number, sentence: string) {
    super(sentence)
    this.at = at
  }
}

/** Reads JSON as RFC 8259 has it, and remembers where each key stands, so that what is wrong with a value can be said beside its line. */
export function readJson(text: string): JsonText {
  const lines = new Map<string, number>([['', 1]])
  const reader = new Reader(text, (path, at) => lines.set(path, lineAt(text, at)))
  try {
    return { value: reader.whole(), lines, error: null }
  } catch (error) {
    if (!(error instanceof Mistake)) throw error
    return { value: undefined, lines, error: { line: lineAt(text, error.at), sentence: error.message } }
  }
}

function lineAt(text: string, at: number): number {
  return text.slice(0, at).split('\n').length
}

class Reader {
  readonly #text: string
  readonly #found: (path: string, at: number) => void
  #at = 0

  constructor(text: string, found: (path: string, at: number) => void) {
    this.#text = text
    this.#found = found
  }

  whole(): Json {
    const value = this.#value('')
    this.#space()
    if (this.#at < this.#text.length) this.#fail('Something stands after the end of the object')
    return value
  }

  #value(path: string): Json {
    this.#space()
    const next = this.#text[this.#at]
    if (next === '{') return this.#object(path)
    if (next === '[') return this.#array(path)
    if (next === '"') return this.#string()
    const [word = ''] = /^[-+.\w]+/.exec(this.#text.slice(this.#at)) ?? []
    if (word === '') this.#fail(next === undefined ? 'The text ends where a value is expected' : `A value is expected before ${JSON.stringify(next)}`)
    const value = literal(word)
    if (value === undefined) this.#fail(`${word} is no number, and text stands in quotation marks`)
    this.#at += word.length
    return value
  }

  #object(path: string): Json {
    const entries: [string, Json][] = []
    this.#at++
    for (let isFirst = true; !this.#ends('}'); isFirst = false) {
      if (!isFirst) this.#expect(',', 'A comma is missing before the next key')
      this.#space()
      const begin = this.#at
      if (this.#text[begin] !== '"') this.#fail('A key in quotation marks is expected')
      const key = this.#string()
      if (entries.some(([other]) => other === key)) this.#fail(`The key ${JSON.stringify(key)} stands here twice`, begin)
      const inner = path === '' ? key : `${path}.${key}`
      this.#found(inner, begin)
      this.#expect(':', 'A colon is missing after the key')
      entries.push([key, this.#value(inner)])
    }
    return Object.fromEntries(entries)
  }

  #array(path: string): Json {
    const values: Json[] = []
    this.#at++
    for (let isFirst = true; !this.#ends(']'); isFirst = false) {
      if (!isFirst) this.#expect(',', 'A comma is missing before the next entry')
      this.#space()
      const inner = path === '' ? String(values.length) : `${path}.${values.length}`
      this.#found(inner, this.#at)
      values.push(this.#value(inner))
    }
    return values
  }

  #string(): string {
    const [quoted] = /^"(?:[^"\\\n]|\\.)*"/.exec(this.#text.slice(this.#at)) ?? []
    if (quoted === undefined) return this.#fail('A quotation mark is missing at the end of the text')
    const value = literal(quoted)
    if (typeof value !== 'string') return this.#fail('The text holds a sign that JSON writes otherwise')
    this.#at += quoted.length
    return value
  }

  /** The closing sign, where it comes next. */
  #ends(sign: string): boolean {
    this.#space()
    if (this.#text[this.#at] !== sign) return false
    this.#at++
    return true
  }

  #expect(sign: string, sentence: string): void {
    this.#space()
    if (this.#text[this.#at] !== sign) this.#fail(this.#at >= this.#text.length ? 'The text ends before the object does' : sentence)
    this.#at++
  }

  #space(): void {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at++
  }

  #fail(sentence: string, at = this.#at): never {
    throw new Mistake(at, sentence)
  }
}

function literal(word: string): Json | undefined {
  try {
    return JSON.parse(word) as Json
  } catch {
    return undefined
  }
}
