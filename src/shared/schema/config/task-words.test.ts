import { describe, expect, test } from 'vitest'
import { chanceOf, modulusOf, orderOf, splitName, taskName } from './task-words.ts'
import { TaskConfig } from './task.ts'

const file = '0'.repeat(64)
const task = (config: object): TaskConfig => TaskConfig.parse(config)

/** Every kind of task, its name and what a guess gets right. */
const table: readonly (readonly [object, string, number | null])[] = [
  [{ kind: 'modular_table', operator: 'divide', modulus: 97 }, 'divide mod 97', 1 / 97],
  [{ kind: 'group_table', group: 'symmetric', n: 5, form: 'aba' }, 'S5 aba', 1 / 120],
  [{ kind: 'toy_addition' }, 'sums of 10 numbers', 1 / 19],
  [{ kind: 'sparse_parity', bits: 43, rows: 2000 }, 'parity of 3 in 43', 1 / 2],
  [{ kind: 'concealed_table', modulus: 7, noise_bits: 20, rows: 800 }, 'add mod 7 with 20 noise bits', 1 / 7],
  [{ kind: 'teacher_student', rows: 200 }, 'a teacher’s answers', null],
  [{ kind: 'polynomial_regression', rows: 200 }, 'a square in 30 directions', null],
  [{ kind: 'linear_regression' }, 'the sign of a line', 1 / 2],
  [{ kind: 'linear_teacher_student', rows: 2000 }, 'a matrix of 1000 by 1', null],
  [{ kind: 'noisy_sine' }, 'a noisy sine', null],
  [{ kind: 'sparse_linear', rows: 500 }, 'majority of 3 in 10000', 1 / 2],
  [{ kind: 'matrix_completion' }, 'a matrix of 97 by 97 and rank 1', null],
  [{ kind: 'two_head' }, 'treatments not given', null],
  [{ kind: 'reviews' }, '2000 reviews', 1 / 2],
  [{ kind: 'images' }, 'digits of 8 × 8', 1 / 10],
  [{ kind: 'images', data: 'idx', images_file: file, labels_file: file }, 'images of your own', null],
  [{ kind: 'table', file }, 'a table of your own', null],
]

describe('words about tasks', () => {
  test.each(table)('%o', (config, name, chance) => {
    expect(taskName(task(config))).toBe(name)
    expect(chanceOf(task(config))).toBe(chance)
  })

  test('there are some for every kind', () => {
    expect(new Set(table.map(([config]) => task(config).kind)).size).toBe(TaskConfig.options.length)
  })

  test('residues are those of tables and of turns', () => {
    expect(modulusOf(task({ kind: 'modular_table', modulus: 59 }))).toBe(59)
    expect(modulusOf(task({ kind: 'group_table', group: 'cyclic', n: 9 }))).toBe(9)
    expect(modulusOf(task({ kind: 'images' }))).toBeNull()
    expect([orderOf('symmetric', 5), orderOf('alternating', 5), orderOf('dihedral', 59), orderOf('cyclic', 9)]).toEqual([120, 60, 118, 9])
  })

  test('a split says how much is trained on', () => {
    expect(splitName({ train_fraction: 0.4, data_seed: 0 })).toBe('fraction 0.4')
    expect(splitName({ train_count: 1000, data_seed: 0 })).toBe('1000 examples')
    expect(splitName({ file, data_seed: 0 })).toBe('rows of a file')
  })
})
