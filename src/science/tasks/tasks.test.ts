import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { modularTable } from './modular-table.ts'
import { TaskConfig, type ResidueOperator } from '../../shared/schema/config/task.ts'
import type { z } from 'zod'
import type { OfKind } from '../register.ts'
import { groupOf } from './groups.ts'
import { tasks } from './index.ts'
import { isPrime } from '../../shared/residue-order.ts'
import { inverse } from './residues.ts'
import { splitRows } from './split.ts'
import type { Task, TaskKind } from './task.ts'

const table = (operator: 'add' | 'subtract' | 'multiply', modulus: number, ordered = true) =>
  modularTable.examples({ kind: 'modular_table', operator, modulus, ordered })

describe('modular table', () => {
  test('rows are in the order of (a, b), a slowest', () => {
    expect([...table('add', 3).inputs.values.data]).toEqual([0, 0, 0, 1, 0, 2, 1, 0, 1, 1, 1, 2, 2, 0, 2, 1, 2, 2])
    expect([...table('add', 3, false).inputs.values.data]).toEqual([0, 0, 0, 1, 0, 2, 1, 1, 1, 2, 2, 2])
  })

  test('answers are a ∘ b mod p', () => {
    expect([...table('add', 3).answers.values.data]).toEqual([0, 1, 2, 1, 2, 0, 2, 0, 1])
    expect([...table('subtract', 3).answers.values.data]).toEqual([0, 2, 1, 1, 0, 2, 2, 1, 0])
    expect([...table('multiply', 3).answers.values.data]).toEqual([0, 0, 0, 0, 1, 2, 0, 2, 1])
  })

  test('unordered tables hold p(p+1)/2 pairs: 2 278 for p = 67', () => {
    expect(table('add', 67, false).answers.values.shape).toEqual([2278])
  })
})

const taskOf = <K extends TaskKind>(config: OfKind<TaskConfig, K>): Task<K> => tasks[config.kind as K]
const examplesOf = (config: z.input<typeof TaskConfig>) => {
  const parsed = TaskConfig.parse(config)
  return taskOf(parsed).examples(parsed)
}
/** The answer of one pair of a table. */
const answer = (operator: ResidueOperator, p: number, a: number, b: number): number | undefined => {
  const { inputs, answers } = examplesOf({ kind: 'modular_table', operator, modulus: p })
  const row = Array.from(answers.values.data).findIndex((_, i) => inputs.values.data[2 * i] === a && inputs.values.data[2 * i + 1] === b)
  return answers.values.data[row]
}

describe('operations of Power et al.', () => {
  test('polynomials of 5 and 3 mod 7', () => {
    expect((['x2+y2', 'x2+xy+y2', 'x2+xy+y2+x', 'x3+xy', 'x3+xy2+y'] as const).map((operator) => answer(operator, 7, 5, 3))).toEqual([34, 49, 54, 140, 173].map((x) => x % 7))
  })

  test('division asks for c with b c = a, without the column of 0: 9 312 rows for p = 97', () => {
    expect(answer('divide', 7, 5, 3)).toBe(4)
    expect(answer('divide', 7, 5, 0)).toBeUndefined()
    expect(examplesOf({ kind: 'modular_table', operator: 'divide', modulus: 97 }).answers.values.shape).toEqual([9312])
  })

  test('the mix divides by odd numbers and subtracts even ones', () => {
    expect([answer('odd_even_mix', 7, 5, 3), answer('odd_even_mix', 7, 5, 6)]).toEqual([4, 6])
  })

  test('the other mixes add for even a, and multiply or subtract for odd a', () => {
    expect([answer('add_multiply_mix', 7, 4, 5), answer('add_multiply_mix', 7, 5, 4)]).toEqual([2, 6])
    expect([answer('add_subtract_mix', 7, 4, 5), answer('add_subtract_mix', 7, 5, 6), answer('add_subtract_mix', 7, 5, 4)]).toEqual([2, 6, 1])
  })

  test('every number but 0 has an inverse modulo a prime', () => {
    for (const p of [2, 3, 97, 509]) for (let b = 1; b < p; b++) expect((b * inverse(b, p)) % p).toBe(1)
    expect([0, 1, 2, 9, 509, 511].map(isPrime)).toEqual([false, false, true, false, true, false])
  })

  test('a division by a modulus that is no prime is refused with primes nearby', () => {
    expect(() => examplesOf({ kind: 'modular_table', operator: 'divide', modulus: 15 })).toThrow(/choose 13 or 17/)
  })

  test('zero can be left out of a product', () => {
    const { inputs, answers } = examplesOf({ kind: 'modular_table', operator: 'multiply', modulus: 5, without_zero: true })
    expect(answers.values.shape).toEqual([16])
    expect([...inputs.values.data, ...answers.values.data]).not.toContain(0)
  })
})

describe('groups', () => {
  test.each([['symmetric', 4, 24], ['alternating', 5, 60], ['dihedral', 7, 14], ['cyclic', 9, 9]] as const)('%s %i has %i elements and obeys the laws', (family, n, order) => {
    const group = groupOf(family, n)
    expect(group.order).toBe(order)
    expect(group.elements).toHaveLength(order)
    fc.assert(
      fc.property(fc.nat(order - 1), fc.nat(order - 1), fc.nat(order - 1), (a, b, c) => {
        expect(group.multiply(group.multiply(a, b), c)).toBe(group.multiply(a, group.multiply(b, c)))
        expect(group.multiply(a, group.inverse(a))).toBe(0)
        expect(group.multiply(0, a)).toBe(a)
      }),
    )
  })

  test('a product applies the right factor first', () => {
    const group = groupOf('symmetric', 3)
    const [a, b] = [group.elements.findIndex((p) => p.join('') === '102'), group.elements.findIndex((p) => p.join('') === '021')] as [number, number]
    expect(group.elements[group.multiply(a, b)]).toEqual([1, 2, 0])
  })

  test('conjugates of S5 keep the class, and the table has 14 400 rows', () => {
    const { inputs, answers } = examplesOf({ kind: 'group_table', group: 'symmetric', n: 5, form: 'conjugate' })
    const group = groupOf('symmetric', 5)
    const fixedPoints = (i: number): number => group.elements[i]!.filter((to, from) => to === from).length
    expect(answers.values.shape).toEqual([14400])
    for (let row = 0; row < 14400; row += 97) expect(fixedPoints(answers.values.data[row]!)).toBe(fixedPoints(inputs.values.data[2 * row + 1]!))
  })

  test('a group too large for memory is refused with its size', () => {
    expect(() => groupOf('symmetric', 7)).toThrow(/5040 elements, more than the 720/)
    expect(() => groupOf('symmetric', 300)).toThrow(/more than the 720/)
  })
})

describe('tasks with numbers', () => {
  test('toy addition has 55 pairs, 19 sums and one vector a sum', () => {
    const { inputs, answers } = examplesOf({ kind: 'toy_addition' })
    expect(inputs.values.shape).toEqual([55, 2])
    expect(answers.kind === 'targets' && answers.right.kind === 'nearest' && answers.right.choices.shape).toEqual([19, 30])
    const rowOf = (i: number, j: number): string => {
      const row = Array.from({ length: 55 }, (_, r) => r).find((r) => inputs.values.data[2 * r] === i && inputs.values.data[2 * r + 1] === j)!
      return answers.values.data.slice(row * 30, (row + 1) * 30).join()
    }
    expect(rowOf(2, 5)).toBe(rowOf(3, 4))
    expect(rowOf(2, 5)).not.toBe(rowOf(2, 6))
  })

  test('a parity is the product of the relevant bits, fair in each', () => {
    const { inputs, answers } = examplesOf({ kind: 'sparse_parity', bits: 6, relevant: 3, rows: 4000, constant_input: true })
    expect(inputs.values.shape).toEqual([4000, 7])
    let ones = 0
    for (let row = 0; row < 4000; row++) {
      const x = Array.from(inputs.values.data.slice(row * 7, (row + 1) * 7))
      expect(answers.values.data[row]).toBe(x[0]! * x[1]! * x[2]!)
      expect(x[6]).toBe(1)
      ones += x[5]! > 0 ? 1 : 0
    }
    expect(Math.abs(ones - 2000)).toBeLessThan(4 * Math.sqrt(1000))
    expect(() => examplesOf({ kind: 'sparse_parity', bits: 2, relevant: 3, rows: 10 })).toThrow(/choose at most 2/)
  })

  test('a concealed table is one-hot twice, then bits that mean nothing', () => {
    const { inputs, answers } = examplesOf({ kind: 'concealed_table', modulus: 7, noise_bits: 3, rows: 50 })
    for (let row = 0; row < 50; row++) {
      const x = Array.from(inputs.values.data.slice(row * 17, (row + 1) * 17))
      const [a, b] = [x.slice(0, 7).indexOf(1), x.slice(7, 14).indexOf(1)]
      expect(x.slice(0, 14).reduce((sum, v) => sum + v)).toBe(2)
      expect(answers.values.data[row]).toBe((a + b) % 7)
      for (const bit of x.slice(14)) expect([0, 1]).toContain(bit)
    }
  })

  test('a teacher answers the same question alike, and another seed is another teacher', () => {
    const of = (example_seed: number): string => examplesOf({ kind: 'teacher_student', rows: 4, hidden: [3], example_seed }).answers.values.data.join()
    expect(of(1)).toBe(of(1))
    expect(of(1)).not.toBe(of(2))
  })

  test('of D directions one decides: half its squared projection, 1/2 on average', () => {
    const { answers } = examplesOf({ kind: 'polynomial_regression', inputs: 20, rows: 5000 })
    const mean = Array.from(answers.values.data).reduce((sum, y) => sum + y, 0) / 5000
    expect(Math.abs(mean - 0.5)).toBeLessThan(4 * Math.sqrt(0.5 / 5000))
  })
})

describe('split', () => {
  test('the share is rounded down: 1 392 of 3 481 and 480 of 961', () => {
    expect(splitRows(3481, { train_fraction: 0.4, data_seed: 0 }).train.length).toBe(1392)
    expect(splitRows(961, { train_fraction: 0.5, data_seed: 0 }).train.length).toBe(480)
  })

  test('every row is on one side only, both sides ascend', () => {
    fc.assert(fc.property(fc.integer({ min: 10, max: 500 }), fc.double({ min: 0.2, max: 0.99, noNaN: true }), fc.nat(), (rows, train_fraction, data_seed) => {
      const { train, test: rest } = splitRows(rows, { train_fraction, data_seed })
      expect([...train, ...rest].sort((a, b) => a - b)).toEqual(Array.from({ length: rows }, (_, i) => i))
      for (const side of [train, rest]) expect(side.every((row, i) => i === 0 || row > side[i - 1]!)).toBe(true)
      expect(rest.length).toBeGreaterThan(0)
    }))
  })

  test('another data seed trains on other rows', () => {
    const rows = (data_seed: number): string => splitRows(961, { train_fraction: 0.5, data_seed }).train.join()
    expect(rows(0)).toBe(rows(0))
    expect(rows(0)).not.toBe(rows(1))
  })

  test('a share that leaves nothing to train on is refused with what to choose', () => {
    expect(() => splitRows(9, { train_fraction: 0.1, data_seed: 0 })).toThrow(/none of the 9 examples.*at least 0\.112/)
  })
})
