import type { SplitConfig } from './split.ts'
import type { TaskConfig } from './task.ts'

/** The number p whose residues the symbols are, where they are residues; null for any other task. */
export function modulusOf(task: TaskConfig): number | null {
  switch (task.kind) {
    case 'modular_table':
      return task.modulus
    case 'group_table':
      return task.group === 'cyclic' ? task.n : null
    default:
      return null
  }
}

const groupLetters = { symmetric: 'S', alternating: 'A', dihedral: 'D', cyclic: 'C' } as const

/** A task in a few words, for the name of a run: "add mod 59". */
export function taskName(task: TaskConfig): string {
  switch (task.kind) {
    case 'modular_table':
      return `${task.operator} mod ${task.modulus}`
    case 'group_table':
      return `${groupLetters[task.group]}${task.n}${task.form === 'product' ? '' : ` ${task.form}`}`
    case 'toy_addition':
      return `sums of ${task.symbols} numbers`
    case 'sparse_parity':
      return `parity of ${task.relevant} in ${task.bits}`
    case 'concealed_table':
      return `${task.operator} mod ${task.modulus} with ${task.noise_bits} noise bits`
    case 'teacher_student':
      return 'a teacher’s answers'
    case 'polynomial_regression':
      return `a square in ${task.inputs} directions`
    case 'linear_regression':
      return 'the sign of a line'
    case 'linear_teacher_student':
      return `a matrix of ${task.inputs} by ${task.outputs}`
    case 'noisy_sine':
      return 'a noisy sine'
    case 'sparse_linear':
      return `majority of ${task.relevant} in ${task.inputs}`
    case 'matrix_completion':
      return `a matrix of ${task.size} by ${task.size} and rank ${task.rank}`
    case 'two_head':
      return 'treatments not given'
    case 'reviews':
      return `${task.rows} reviews`
    case 'images':
      return { digits: 'digits of 8 × 8', mnist: 'MNIST digits', idx: 'images of your own' }[task.data]
    case 'table':
      return 'a table of your own'
    default:
      return nameOfUnknown(task)
  }
}

/** A task of a newer version, in a run that is read-only: its kind is all that is certain. */
function nameOfUnknown(task: never): string {
  const { kind } = task as { readonly kind?: unknown }
  return typeof kind === 'string' ? kind.replaceAll('_', ' ') : 'an unknown task'
}

/** How much is trained on, in a few words: "fraction 0.4", "1000 examples". */
export function splitName({ train_fraction, train_count }: SplitConfig): string {
  if (train_fraction !== undefined) return `fraction ${train_fraction}`
  return train_count === undefined ? 'rows of a file' : `${train_count} examples`
}

/** What a guess among the answers gets right; null where the answers are numbers, or only a file says how many there are. */
export function chanceOf(task: TaskConfig): number | null {
  switch (task.kind) {
    case 'modular_table':
    case 'concealed_table':
      return 1 / task.modulus
    case 'group_table':
      return 1 / orderOf(task.group, task.n)
    case 'toy_addition':
      return 1 / (2 * task.symbols - 1)
    case 'sparse_parity':
    case 'sparse_linear':
    case 'linear_regression':
    case 'reviews':
      return 1 / 2
    case 'images':
      return task.data === 'idx' ? null : 1 / 10
    case 'table':
    case 'teacher_student':
    case 'polynomial_regression':
    case 'linear_teacher_student':
    case 'noisy_sine':
    case 'matrix_completion':
    case 'two_head':
      return null
    default:
      task satisfies never
      return null // of a newer version
  }
}

/** Elements of a group: n! permutations, half of them even; 2n motions of an n-gon; n turns. */
export function orderOf(group: keyof typeof groupLetters, n: number): number {
  if (group === 'cyclic') return n
  if (group === 'dihedral') return 2 * n
  let factorial = 1
  for (let i = 2; i <= n; i++) factorial *= i
  return group === 'symmetric' ? factorial : factorial / 2
}
