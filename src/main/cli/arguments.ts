import { LabError } from '../../shared/errors.ts'
import { closest } from '../../shared/closest.ts'
import { isVerbName, optionsOf, optionTable, verbNames, verbTable, type OptionName, type OptionSpec, type VerbName, type VerbSpec } from './verb-table.ts'

/** Seeds from the first to the last, both included. */
export interface SeedRange {
  readonly first: number
  readonly last: number
}

/** The values behind the options, null or empty where an option was not given. */
export interface Options {
  readonly store: string | null
  readonly json: boolean
  readonly seed: number | null
  readonly seeds: SeedRange | null
  readonly parallel: number | null
  readonly set: readonly (readonly [string, JsonValue])[]
  readonly steps: number | null
  readonly executor: string | null
  readonly threads: number | null
  readonly series: readonly string[] | null
  readonly csv: boolean
  readonly measure: string | null
  readonly step: number | null
  readonly x: string | null
  readonly kind: string | null
  readonly tensor: string | null
  readonly out: string | null
  readonly pass: string | null
  readonly quick: boolean
  readonly peers: boolean
  readonly workload: readonly string[] | null
  readonly rounds: number | null
}

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue }

export type Command =
  | { readonly kind: 'help'; readonly verb: VerbName | null }
  | { readonly kind: 'version' }
  | { readonly kind: 'verb'; readonly verb: VerbName; readonly operand: string | null; readonly options: Options }

const wrong = (sentence: string, verb?: VerbName): LabError =>
  new LabError('bad-input', `${sentence} Nothing was changed. See ${verb === undefined ? 'grokscope --help' : `grokscope ${verb} --help`}.`)

/** Reads the words after `grokscope`; a word that no table names is an error with a sentence. */
export function parseArguments(words: readonly string[]): Command {
  const [first, ...rest] = words
  if (first === undefined || first === '--help' || first === '-h') return { kind: 'help', verb: null }
  if (first === '--version' || first === '-V') return { kind: 'version' }
  if (first === 'help') return helpFor(rest)
  if (!isVerbName(first)) throw unknownVerb(first)
  return parseVerb(first, rest)
}

function helpFor([word]: readonly string[]): Command {
  if (word === undefined) return { kind: 'help', verb: null }
  if (!isVerbName(word)) throw unknownVerb(word)
  return { kind: 'help', verb: word }
}

function unknownVerb(word: string): LabError {
  if (word.startsWith('-')) return wrong(`A verb comes before the options: ${word} stands where one of ${verbNames.join(', ')} is expected.`)
  const near = closest(word, verbNames)
  return wrong(`There is no verb “${word}”${near === null ? '' : `; did you mean “${near}”?`}${near === null ? '.' : ''} The verbs are ${verbNames.join(', ')}.`)
}

function parseVerb(verb: VerbName, words: readonly string[]): Command {
  const spec: VerbSpec = verbTable[verb]
  const operands: string[] = []
  const given = new Map<OptionName, string[]>()

  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? ''
    if (word === '-h') return { kind: 'help', verb }
    if (!word.startsWith('-') || word === '-') {
      operands.push(word)
      continue
    }
    const [name, inline] = splitOption(word)
    const option = findOption(verb, name)
    const { kind, repeatable }: OptionSpec = optionTable[option]
    if (kind === 'flag' && inline !== null) throw wrong(`--${option} takes no value.`, verb)
    if (given.has(option) && repeatable !== true) throw wrong(`--${option} was given twice.`, verb)
    const value = kind === 'flag' ? '' : (inline ?? words[++i])
    if (value === undefined) throw wrong(`--${option} needs a value: --${option} ${optionTable[option].value}.`, verb)
    given.set(option, [...(given.get(option) ?? []), value])
  }
  if (given.has('help')) return { kind: 'help', verb }

  return { kind: 'verb', verb, operand: theOperand(verb, spec, operands), options: optionsFrom(verb, spec, given) }
}

function splitOption(word: string): [string, string | null] {
  const at = word.indexOf('=')
  return at < 0 ? [word, null] : [word.slice(0, at), word.slice(at + 1)]
}

function findOption(verb: VerbName, name: string): OptionName {
  const known = optionsOf(verb)
  const found = known.find((option) => `--${option}` === name)
  if (found !== undefined) return found
  const elsewhere = Object.hasOwn(optionTable, name.slice(2)) && name.startsWith('--')
  if (elsewhere) throw wrong(`${name} does not belong to “${verb}”, which takes ${known.map((option) => `--${option}`).join(', ')}.`, verb)
  const near = closest(name, known.map((option) => `--${option}`))
  throw wrong(`There is no option ${name}${near === null ? '.' : `; did you mean ${near}?`}`, verb)
}

function theOperand(verb: VerbName, spec: VerbSpec, operands: readonly string[]): string | null {
  const [operand, extra] = operands
  if (spec.operand === null) {
    if (operand !== undefined) throw wrong(`“${verb}” takes no ${operand}, only options.`, verb)
    return null
  }
  if (operand === undefined || operand === '') throw wrong(`“${verb}” needs ${spec.operand.name}: ${spec.operand.help}.`, verb)
  if (spec.operand.many) return operands.join(' ')
  if (extra !== undefined) throw wrong(`“${verb}” takes one ${spec.operand.name}, and ${extra} is a second one.`, verb)
  return operand
}

type IntegerOption = 'seed' | 'parallel' | 'steps' | 'threads' | 'step' | 'rounds'

function optionsFrom(verb: VerbName, spec: VerbSpec, given: ReadonlyMap<OptionName, readonly string[]>): Options {
  for (const option of spec.required ?? []) {
    if (!given.has(option)) throw wrong(`“${verb}” needs --${option} ${optionTable[option].value}: ${optionTable[option].help}.`, verb)
  }
  const text = (option: OptionName): string | null => {
    const value = given.get(option)?.[0]
    if (value === '') throw wrong(`--${option} needs a value: --${option} ${optionTable[option].value}.`, verb)
    return value ?? null
  }
  const integer = (option: IntegerOption): number | null => {
    const value = text(option)
    return value === null ? null : integerFrom(verb, option, value)
  }
  const list = (option: OptionName): readonly string[] | null => text(option)?.split(',').map((name) => name.trim()).filter((name) => name !== '') ?? null
  return {
    store: text('store'),
    json: given.has('json'),
    seed: integer('seed'),
    seeds: seedsFrom(verb, given, text('seeds')),
    parallel: integer('parallel'),
    set: (given.get('set') ?? []).map((value) => assignmentFrom(verb, value)),
    steps: integer('steps'),
    executor: text('executor'),
    threads: integer('threads'),
    series: list('series'),
    csv: given.has('csv'),
    measure: text('measure'),
    step: integer('step'),
    x: text('x'),
    kind: text('kind'),
    tensor: text('tensor'),
    out: text('out'),
    pass: text('pass'),
    quick: given.has('quick'),
    peers: given.has('peers'),
    workload: list('workload'),
    rounds: integer('rounds'),
  }
}

function integerFrom(verb: VerbName, option: IntegerOption, value: string): number {
  const [least, most] = optionTable[option].range
  const number = /^[+-]?\d+(e\d+)?$/i.test(value) ? Number(value) : Number.NaN
  if (!Number.isInteger(number) || number < least || number > most) throw wrong(`--${option} is a whole number from ${least} to ${most}, not “${value}”.`, verb)
  return number
}

/** More runs than this are a mistake in writing rather than a plan. */
const mostSeeds = 10_000

/** `A..B`, both included. */
function seedsFrom(verb: VerbName, given: ReadonlyMap<OptionName, readonly string[]>, value: string | null): SeedRange | null {
  if (value === null) {
    if (given.has('parallel')) throw wrong('--parallel says how many runs train at a time and needs --seeds A..B, which says which.', verb)
    return null
  }
  if (given.has('seed')) throw wrong('--seed and --seeds exclude each other: one names one run, the other several.', verb)
  const [, first, last] = /^(\d{1,10})\.\.(\d{1,10})$/.exec(value) ?? []
  const [low, high] = [Number(first ?? NaN), Number(last ?? NaN)]
  const [least, most] = optionTable.seed.range
  if (!(low >= least && high <= most)) throw wrong(`--seeds takes A..B, two whole numbers from ${least} to ${most} as in 0..15, not “${value}”.`, verb)
  if (low > high) throw wrong(`--seeds ${value} goes backwards; write ${high}..${low}.`, verb)
  if (high - low >= mostSeeds) throw wrong(`--seeds ${value} names ${high - low + 1} runs, and ${mostSeeds} is the most at once.`, verb)
  return { first: low, last: high }
}

/** `KEY=VALUE`; a value that is JSON is taken as such, anything else as text: `--set optimiser.kind=adamw`. */
function assignmentFrom(verb: VerbName, text: string): [string, JsonValue] {
  const at = text.indexOf('=')
  if (at < 1) throw wrong(`--set takes KEY=VALUE, for example optimiser.weight_decay=2, not “${text}”.`, verb)
  return [text.slice(0, at).trim(), valueFrom(text.slice(at + 1).trim())]
}

function valueFrom(text: string): JsonValue {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
