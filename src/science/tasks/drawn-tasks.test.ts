import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { TaskConfig } from '../../shared/schema/config/task.ts'
import type { OfKind } from '../register.ts'
import type { Examples } from '../types.ts'
import { tasks } from './index.ts'
import { splitRows } from './split.ts'
import type { Task, TaskKind } from './task.ts'

const taskOf = <K extends TaskKind>(config: OfKind<TaskConfig, K>): Task<K> => tasks[config.kind as K]
const examplesOf = (config: z.input<typeof TaskConfig>): Examples => {
  const parsed = TaskConfig.parse(config)
  return taskOf(parsed).examples(parsed)
}
const row = ({ inputs: { values } }: Examples, i: number): number[] => [...values.data.slice(i * values.shape[1]!, (i + 1) * values.shape[1]!)]
const answer = ({ answers: { values } }: Examples, i: number): number => values.data[i]!
const meanOf = (numbers: Iterable<number>): number => {
  const list = [...numbers]
  return list.reduce((sum, x) => sum + x, 0) / list.length
}

describe('linear regression', () => {
  const all = examplesOf({ kind: 'linear_regression', rows: 4000 })

  test('sees x, x², x³ and sin 100x, and is asked for 0.3 x by its sign', () => {
    for (let i = 0; i < 50; i++) {
      const [x = 0, ...others] = row(all, i)
      expect(Math.abs(x)).toBeLessThanOrEqual(0.5)
      expect(others).toEqual([x ** 2, x ** 3, Math.sin(100 * x)])
      expect(answer(all, i)).toBe(0.3 * x)
    }
    expect(all.answers).toMatchObject({ kind: 'targets', right: { kind: 'sign' } })
  })

  test('has x evenly on (−½, ½): variance 1/12', () => {
    const squares = Array.from({ length: 4000 }, (_, i) => row(all, i)[0]! ** 2)
    expect(Math.abs(meanOf(squares) - 1 / 12)).toBeLessThan(4 * Math.sqrt(1 / 180 / 4000))
  })

  test('has 100 rows, of which 2 may be trained on', () => {
    expect(splitRows(examplesOf({ kind: 'linear_regression' }).inputs.values.shape[0]!, { train_count: 2, data_seed: 0 }).test.length).toBe(98)
  })
})

describe('linear teacher and student', () => {
  test('answers have mean square 1/(2 d_out): d_in of them, each of variance 1/(2 d_in d_out)', () => {
    const { answers } = examplesOf({ kind: 'linear_teacher_student', inputs: 1000, outputs: 1, rows: 500 })
    // A single teacher: |T|² is 1/2 within 4 √(2/1000)/2, its mean over 500 rows within 4 √(2/500)/2.
    expect(Math.abs(meanOf([...answers.values.data].map((y) => y * y)) - 0.5)).toBeLessThan(0.09 + 0.13)
  })

  test('answers add: y is linear in x', () => {
    const all = examplesOf({ kind: 'linear_teacher_student', inputs: 2, outputs: 3, rows: 20 })
    const { data } = all.answers.values
    const [a, b, c] = [row(all, 0), row(all, 1), row(all, 2)]
    const det = a[0]! * b[1]! - a[1]! * b[0]!
    const [s, t] = [(c[0]! * b[1]! - c[1]! * b[0]!) / det, (a[0]! * c[1]! - a[1]! * c[0]!) / det] // c = s a + t b
    for (let j = 0; j < 3; j++) expect(data[6 + j]!).toBeCloseTo(s * data[j]! + t * data[3 + j]!, 12)
  })

  test('too many numbers for memory are refused before any is drawn', () => {
    expect(() => examplesOf({ kind: 'linear_teacher_student', inputs: 10_000, rows: 1e6 })).toThrow(/10000 million numbers, more than the 134 million.*at most 13421 examples/)
    expect(() => examplesOf({ kind: 'teacher_student', inputs: 1000, rows: 1e6 })).toThrow(/more than the 134 million/)
  })
})

describe('a noisy sine', () => {
  test('is within its noise of the sine', () => {
    const all = examplesOf({ kind: 'noisy_sine', rows: 2000, periods: 3, noise: 0.2 })
    const errors = Array.from({ length: 2000 }, (_, i) => answer(all, i) - Math.sin(6 * Math.PI * row(all, i)[0]!))
    expect(Math.abs(meanOf(errors))).toBeLessThan((4 * 0.2) / Math.sqrt(2000))
    expect(Math.abs(meanOf(errors.map((e) => e * e)) - 0.04)).toBeLessThan(4 * 0.04 * Math.sqrt(2 / 2000))
  })
})

describe('sparse linear classes', () => {
  test('are the majority of the first signs, each way as often', () => {
    const all = examplesOf({ kind: 'sparse_linear', inputs: 50, relevant: 3, rows: 2000 })
    for (let i = 0; i < 2000; i++) {
      const x = row(all, i)
      expect(answer(all, i)).toBe(x[0]! + x[1]! + x[2]! > 0 ? 1 : -1)
      expect(x.every((sign) => Math.abs(sign) === 1)).toBe(true)
    }
    expect(Math.abs(meanOf(all.answers.values.data))).toBeLessThan(4 / Math.sqrt(2000))
  })

  test('need an odd number of signs that are there', () => {
    expect(() => examplesOf({ kind: 'sparse_linear', inputs: 50, relevant: 4, rows: 10 })).toThrow(/choose 3/)
    expect(() => examplesOf({ kind: 'sparse_linear', inputs: 2, relevant: 5, rows: 10 })).toThrow(/choose 1/)
  })
})

describe('matrix completion', () => {
  const entries = (rank: number) => {
    const { inputs, answers } = examplesOf({ kind: 'matrix_completion', size: 9, rank })
    const at = (i: number, j: number): number => answers.values.data[Array.from({ length: 81 }, (_, r) => r).find((r) => inputs.values.data[2 * r] === i && inputs.values.data[2 * r + 1] === j)!]!
    return at
  }

  test('asks for a symmetric matrix whose every 2 × 2 minor vanishes at rank 1, and does not at rank 2', () => {
    const minor = (at: (i: number, j: number) => number): number => at(0, 1) * at(2, 3) - at(0, 3) * at(2, 1)
    const [one, two] = [entries(1), entries(2)]
    expect(one(3, 7)).toBe(one(7, 3))
    expect(minor(one)).toBeCloseTo(0, 14)
    expect(Math.abs(minor(two))).toBeGreaterThan(1e-3)
  })

  test('of a rank above its size is refused', () => {
    expect(() => entries(10)).toThrow(/at most rank 9/)
  })
})

describe('two heads', () => {
  const people = 4000
  const all = examplesOf({ kind: 'two_head', covariates: 3, people, selection: 1, effect: 2 })

  test('the first half is what happened, the second the same people with the other treatment', () => {
    for (let i = 0; i < people; i += 7) {
      const [happened, other] = [row(all, i), row(all, people + i)]
      expect(other.slice(0, 3)).toEqual(happened.slice(0, 3))
      expect(happened[3]! + other[3]!).toBe(1)
    }
    const { train, test: tested } = splitRows(2 * people, { train_fraction: 0.5, which: 'first', data_seed: 0 })
    expect([train.at(-1), tested[0]]).toEqual([people - 1, people])
  })

  const effects = Array.from({ length: people }, (_, i) => (2 * row(all, i)[3]! - 1) * (answer(all, i) - answer(all, people + i)))

  test('the treatment helps everybody, by the effect on average', () => {
    expect(Math.min(...effects)).toBeGreaterThanOrEqual(0)
    expect(Math.abs(meanOf(effects) - 2)).toBeLessThan(4 * (2 / Math.sqrt(people)))
  })

  test('who is treated fares better anyway, so comparing the groups overstates the effect; a coin does not', () => {
    const apart = (examples: Examples): number => {
      const rows = Array.from({ length: people }, (_, i) => i)
      const of = (t: number): number => meanOf(rows.filter((i) => row(examples, i)[3] === t).map((i) => answer(examples, i)))
      return of(1) - of(0)
    }
    expect(apart(all)).toBeGreaterThan(2.5)
    const coin = examplesOf({ kind: 'two_head', covariates: 3, people, selection: 0, effect: 2 })
    expect(Math.abs(apart(coin) - 2)).toBeLessThan(0.2)
  })
})
