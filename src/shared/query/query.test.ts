import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { comparisons, flags, readValue, wordKeys, writeCondition, writeQuery, type Condition, type QueryValue } from './condition.ts'
import { parseQuery } from './parse.ts'

const read = (text: string): readonly Condition[] => {
  const { placed, problems } = parseQuery(text)
  expect(problems).toEqual([])
  return placed.map(({ condition }) => condition)
}
const problem = (text: string) => parseQuery(text).problems[0]

describe('a query is read', () => {
  test('as people write it', () => {
    expect(read('weight_decay>=1 status:finished tag:paper test_acc_99<2000 name~grok -pinned')).toEqual([
      { kind: 'compare', negated: false, key: 'weight_decay', comparison: '>=', values: [1] },
      { kind: 'compare', negated: false, key: 'status', comparison: '=', values: ['finished'] },
      { kind: 'compare', negated: false, key: 'tag', comparison: '=', values: ['paper'] },
      { kind: 'compare', negated: false, key: 'test_acc_99', comparison: '<', values: [2000] },
      { kind: 'compare', negated: false, key: 'name', comparison: '~', values: ['grok'] },
      { kind: 'flag', negated: true, flag: 'pinned' },
    ])
  })
  test('with several values, ranges, none, quotes and a bare word', () => {
    expect(read('status:stopped,failed lr=1e-3..0.01 test_acc_99:none name:"two words, \\"so\\"" mod -adam')).toEqual([
      { kind: 'compare', negated: false, key: 'status', comparison: '=', values: ['stopped', 'failed'] },
      { kind: 'compare', negated: false, key: 'lr', comparison: '=', values: [{ from: 0.001, to: 0.01 }] },
      { kind: 'compare', negated: false, key: 'test_acc_99', comparison: '=', values: [null] },
      { kind: 'compare', negated: false, key: 'name', comparison: '=', values: ['two words, "so"'] },
      { kind: 'words', negated: false, text: 'mod' },
      { kind: 'words', negated: true, text: 'adam' },
    ])
  })
  test('the same thing said in two ways is written in one', () => {
    expect(writeQuery(read('Status=Finished   -seed!=3 -lr:1 "plain"'))).toBe('status:Finished seed=3 lr!=1 plain')
  })
  test('a number in quotation marks is a word, and so is one at a key of words', () => {
    expect(read('model.kind="3"')).toEqual([{ kind: 'compare', negated: false, key: 'model.kind', comparison: '=', values: ['3'] }])
    expect(writeCondition({ kind: 'compare', negated: false, key: 'model.kind', comparison: '=', values: ['3'] })).toBe('model.kind="3"')
    expect(writeQuery(read('tag:"007",none created>=2026'))).toBe('tag:007,none created>=2026')
  })
})

describe('what cannot be read is told with its place, and the rest is read', () => {
  test('a missing value', () => {
    expect(parseQuery('pinned weight_decay>= mod')).toMatchObject({ placed: [{ at: 0, end: 6 }, { at: 22, end: 25 }], problems: [{ at: 7, end: 21 }] })
    expect(problem('pinned weight_decay>=')?.message).toMatch(/After weight_decay>= comes a value/)
  })
  test('a sign without a key, an open quotation mark, a lone minus, a range in an inequality', () => {
    expect(problem('>3')?.message).toMatch(/Before > stands the name of a key/)
    expect(problem('name:"open')?.message).toMatch(/cannot be read/)
    expect(problem('"open')?.message).toMatch(/none at the end/)
    expect(problem('a - b')).toMatchObject({ at: 2, end: 3 })
    expect(problem('lr<1..2')?.message).toMatch(/not with a range/)
    expect(problem('lr=1,,2')?.message).toMatch(/cannot be read/)
  })
})

const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })).map((x) => (x === 0 ? 0 : x))
const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: fc.constantFrom('"', '\\', ' ', '-', ',', ':', '1', 'e', '.', 'a', '\n') }))
const value: fc.Arbitrary<QueryValue> = fc.oneof(number, text, fc.constant(null), fc.record({ from: number, to: number }))
const plainValue: fc.Arbitrary<QueryValue> = fc.oneof(number, text)
const key = fc.oneof(fc.stringMatching(/^[a-z_][a-z0-9_.]*$/), fc.constantFrom(...wordKeys))
const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ kind: fc.constant('flag' as const), negated: fc.boolean(), flag: fc.constantFrom(...flags) }),
  fc.record({ kind: fc.constant('words' as const), negated: fc.boolean(), text }),
  fc.constantFrom(...comparisons).chain((comparison) =>
    key.chain((name) =>
      fc.record({
        kind: fc.constant('compare' as const), negated: fc.boolean(), key: fc.constant(name), comparison: fc.constant(comparison),
        values: fc.array(wordKeys.has(name) ? text : /[<>]/.test(comparison) ? plainValue : value, { minLength: 1, maxLength: 3 }),
      }),
    ),
  ),
)

test('whatever is written is read as what it was', () => {
  fc.assert(
    fc.property(fc.array(condition, { maxLength: 6 }), (conditions) => {
      const written = writeQuery(conditions)
      expect(read(written)).toEqual(conditions)
      expect(writeQuery(read(written))).toBe(written)
    }),
    { numRuns: 400 },
  )
})

test('any text is read without an end of the world: every letter that is not a space belongs to a condition or to a problem', () => {
  fc.assert(
    fc.property(text, (anything) => {
      const { placed, problems } = parseQuery(anything)
      const covered = [...placed, ...problems].sort((a, b) => a.at - b.at)
      let rest = anything
      for (const { at, end } of covered) rest = rest.slice(0, at) + ' '.repeat(end - at) + rest.slice(end)
      expect(rest.trim()).toBe('')
    }),
  )
})

test('a value reads back as itself', () => {
  expect(readValue('1e-3', 'lr')).toBe(0.001)
  expect(readValue('-2', 'lr')).toBe(-2)
  expect(readValue('a..b', 'lr')).toBe('a..b')
  expect(readValue('1..', 'lr')).toBe('1..')
})
