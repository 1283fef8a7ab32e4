import { describe, expect, test } from 'vitest'
import { sourcesFrom } from '../sources.ts'
import { modularTable } from './modular-table.ts'
import { table } from './table.ts'

const usual = { kind: 'table', file: 'f', header: true, inputs: 'features', answer: 'classes', tolerance: 0.01 } as const
const of = (text: string, config: Partial<Omit<typeof usual, 'inputs' | 'answer' | 'header'>> & { inputs?: 'features' | 'symbols'; answer?: 'classes' | 'number'; header?: boolean } = {}) =>
  table.examples({ ...usual, ...config }, sourcesFrom({ f: new TextEncoder().encode(text) }))

describe('a table of your own', () => {
  test('has numbers as features and the last column as class', () => {
    const { inputs, answers } = of('x,y,kind\n1,2.5,b\n-3,4e2,a\n0,0,b\n')
    expect(inputs).toMatchObject({ kind: 'features', values: { shape: [3, 2] } })
    expect([...inputs.values.data]).toEqual([1, 2.5, -3, 400, 0, 0])
    expect(answers).toMatchObject({ kind: 'classes', classes: 2 })
    expect([...answers.values.data]).toEqual([1, 0, 1])
  })

  test('may hold an answer that is a number', () => {
    const { answers } = of('1,0.5\n2,0.25\n', { header: false, answer: 'number' })
    expect(answers).toMatchObject({ kind: 'targets', right: { kind: 'within', tolerance: 0.01 } })
    expect([...answers.values.data]).toEqual([0.5, 0.25])
  })

  test('of residues is the modular table that they were written from', () => {
    const whole = modularTable.examples({ kind: 'modular_table', operator: 'add', modulus: 11, ordered: true })
    const { data } = whole.inputs.values
    const lines = Array.from(whole.answers.values.data, (c, row) => `${data[2 * row]},${data[2 * row + 1]},${c}`)
    expect(of(`a,b,c\n${lines.join('\n')}\n`, { inputs: 'symbols' })).toEqual(whole)
  })

  test('of words numbers them by code point, one alphabet for all columns', () => {
    const { inputs } = of('z,b,0\na,z,1\n', { header: false, inputs: 'symbols' })
    expect(inputs).toMatchObject({ kind: 'tokens', vocabulary: 3 })
    expect([...inputs.values.data]).toEqual([2, 1, 0, 2])
  })

  test('is refused with line and column where a number is missing', () => {
    expect(() => of('x,y\n1,a\ntwo,b\n')).toThrow(/Line 3, column 1 of the table holds "two", which is no number/)
    expect(() => of('x,y\n1,2\n3,much\n', { answer: 'number' })).toThrow(/Line 3, column 2/)
    expect(() => of('x,y\n1,2\n,3\n')).toThrow(/line 3 has nothing in column 1/)
    expect(() => of('x,y\n1,a\n2,a\n')).toThrow(/Every answer of the table is the same/)
  })
})
