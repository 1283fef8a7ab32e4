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
    default:
      return task satisfies never
  }
}

/** What a guess among the answers gets right; null where the answers are numbers. */
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
      return 1 / 2
    case 'teacher_student':
    case 'polynomial_regression':
      return null
    default:
      return task satisfies never
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
