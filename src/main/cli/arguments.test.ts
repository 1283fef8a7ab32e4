import { describe, expect, test } from 'vitest'
import { LabError } from '../../shared/errors.ts'
import { parseArguments, type Options } from './arguments.ts'
import { verbNames, verbTable, type VerbSpec } from './verb-table.ts'

const words = (line: string): string[] => line.split(' ').filter((word) => word !== '')

function options(line: string): Options {
  const command = parseArguments(words(line))
  if (command.kind !== 'verb') throw new Error(`${line} is not a verb`)
  return command.options
}

function refusal(line: string | readonly string[]): string {
  try {
    parseArguments(typeof line === 'string' ? words(line) : line)
  } catch (error) {
    if (error instanceof LabError && error.code === 'bad-input') return error.message
    throw error
  }
  throw new Error(`${String(line)} was accepted`)
}

describe('verbs', () => {
  test('every verb of the table is understood with its least words', () => {
    for (const verb of verbNames) {
      const { operand, required = [] }: VerbSpec = verbTable[verb]
      const least = [verb, ...(operand === null ? [] : ['x']), ...required.flatMap((option) => [`--${option}`, 'x'])]
      expect(parseArguments(least)).toMatchObject({ kind: 'verb', verb, operand: operand === null ? null : 'x' })
    }
  })

  test('help is given in general, for a verb, and before anything else is checked', () => {
    expect(parseArguments([])).toEqual({ kind: 'help', verb: null })
    for (const line of ['run --help', 'run -h', 'help run', 'run a b --help', 'run --seed 3 --help']) {
      expect(parseArguments(words(line)), line).toEqual({ kind: 'help', verb: 'run' })
    }
    expect(parseArguments(['--version'])).toEqual({ kind: 'version' })
  })

  test('a mistyped verb is answered with the one that was meant', () => {
    expect(refusal('rnu pocket-grok')).toContain('did you mean “run”?')
    expect(refusal('frobnicate')).toContain('The verbs are presets, run,')
    expect(refusal('help frobnicate')).toContain('There is no verb “frobnicate”')
    expect(refusal('--seed 3 run')).toContain('A verb comes before the options')
    expect(refusal('constructor')).toContain('There is no verb')
  })

  test('words too many or too few are refused', () => {
    expect(refusal('run')).toContain('needs PRESET|CONFIG.json')
    expect(refusal('run a b')).toContain('b is a second one')
    expect(refusal('presets a')).toContain('takes no a')
    expect(refusal('weights latest')).toContain('needs --out FILE')
  })
})

describe('options', () => {
  test('values follow a space or an equals sign', () => {
    expect(options('run p --seed 3 --steps=50 --json --store=a=b')).toMatchObject({ seed: 3, steps: 50, json: true, store: 'a=b' })
  })

  test('what is not given is null, empty or false', () => {
    expect(options('runs')).toEqual({ store: null, json: false, seed: null, seeds: null, parallel: null, set: [], steps: null, executor: null, threads: null, series: null, csv: false, x: null, kind: null, tensor: null, measure: null, step: null, out: null, quick: false, peers: false, workload: null, rounds: null, pass: null })
  })

  test('--set takes JSON where it is JSON and text elsewhere, in the order given', () => {
    expect(options('run p --set a.b=2 --set a.c=relu --set d=[1,2] --set e=true --set f=1e-8 --set g=').set).toEqual([
      ['a.b', 2],
      ['a.c', 'relu'],
      ['d', [1, 2]],
      ['e', true],
      ['f', 1e-8],
      ['g', ''],
    ])
  })

  test('--series is a list', () => {
    expect(options('curves r --series a,b').series).toEqual(['a', 'b'])
  })

  test('numbers are whole and within their range', () => {
    for (const seed of ['-1', '1.5', 'x', '4294967296', '', '0x10', 'NaN']) {
      expect(refusal(['run', 'p', '--seed', seed]), seed).toMatch(/--seed (is a whole number from 0 to 4294967295|needs a value)/)
    }
    expect(options('run p --seed 4294967295').seed).toBe(4294967295)
    expect(refusal('run p --steps 0')).toContain('from 1 to')
    expect(refusal('run p --threads 0')).toContain('from 1 to 1024')
    expect(options('run p --steps 1e3').steps).toBe(1000)
  })

  test('seeds are a range, both ends included, and go with --parallel', () => {
    expect(options('run p --seeds 0..15 --parallel 4')).toMatchObject({ seeds: { first: 0, last: 15 }, parallel: 4, seed: null })
    expect(options('run p --seeds 7..7').seeds).toEqual({ first: 7, last: 7 })
    for (const range of ['3', '1-4', '1..', '..4', '-1..4', '0..4294967296', 'a..b', '1.5..2', '0...4']) expect(refusal(['run', 'p', '--seeds', range]), range).toMatch(/--seeds takes A\.\.B/)
    expect(refusal('run p --seeds 4..1')).toContain('goes backwards; write 1..4')
    expect(refusal('run p --seeds 0..10000')).toContain('names 10001 runs')
    expect(refusal('run p --seeds 0..3 --seed 1')).toContain('exclude each other')
    expect(refusal('run p --parallel 2')).toContain('needs --seeds A..B')
    expect(refusal('run p --seeds 0..3 --parallel 0')).toContain('from 1 to 1024')
  })

  test('an option that is unknown, misplaced, double or without its value is refused', () => {
    expect(refusal('run p --sed 3')).toContain('did you mean --seed?')
    expect(refusal('run p --frobnicate')).toContain('There is no option --frobnicate.')
    expect(refusal('runs --seed 3')).toContain('does not belong to “runs”')
    expect(refusal('run p --seed 1 --seed 2')).toContain('given twice')
    expect(refusal('run p --seed')).toContain('--seed N')
    expect(refusal('run p --json=yes')).toContain('takes no value')
    expect(refusal('run p --set weight_decay')).toContain('--set takes KEY=VALUE')
    expect(refusal('run p --set =3')).toContain('--set takes KEY=VALUE')
    expect(refusal('run p -s 3')).toContain('There is no option -s')
    expect(refusal(['runs', '--store', ''])).toContain('--store needs a value')
  })

  test('every refusal says that nothing was changed and where help is', () => {
    for (const line of ['rnu', 'run', 'run p --sed 3', 'run p --seed x', 'weights latest']) expect(refusal(line)).toMatch(/Nothing was changed\. See grokscope .*--help\.$/)
  })
})
