import { orderOf } from '../../../../shared/schema/config/task-words.ts'
import type { RunConfig } from '../../../../shared/schema/run-config.ts'

/** Sentences of what a network does not have, for panels: null where it has it. */

/** Pairs of symbols whose answers are classes. */
export function lacksPairTable({ task, model }: RunConfig): string | null {
  const tables = ['modular_table', 'group_table']
  const isTable = tables.includes(task.kind) || (task.kind === 'toy_addition' && task.answer === 'classes')
  if (task.kind === 'toy_addition' && task.answer === 'vectors') return 'It reads one output for each class, and the answers of this task are vectors.'
  if (!isTable) return 'It reads pairs of symbols, and the examples of this task are no such pairs.'
  return model.kind === 'gp_classification' ? 'It reads one output for each class, which this model does not have.' : null
}

export function lacksAttention({ model }: RunConfig): string | null {
  return model.kind === 'transformer' ? null : 'This network has no attention.'
}

/** A stream that parts add to, and that is read as classes. */
export function lacksLens(config: RunConfig): string | null {
  return config.model.kind === 'transformer' ? lacksClasses(config) : 'This network has no stream that its parts add to.'
}

/** Symbols of a table of pairs; 0 of other tasks. */
export function symbolsOf(task: RunConfig['task']): number {
  if (task.kind === 'modular_table') return task.modulus
  if (task.kind === 'group_table') return orderOf(task.group, task.n)
  return task.kind === 'toy_addition' ? task.symbols : 0
}

/** Answers that are classes, or signs that stand for two. */
export function lacksClasses({ task }: RunConfig): string | null {
  const numbers = ['teacher_student', 'polynomial_regression', 'linear_teacher_student', 'noisy_sine', 'matrix_completion', 'two_head']
  const isNumber = numbers.includes(task.kind) || (task.kind === 'toy_addition' && task.answer === 'vectors') || (task.kind === 'table' && task.answer === 'number')
  return isNumber ? 'It counts classes, and the answers of this task are numbers.' : null
}

export function lacksMatrices({ model }: RunConfig): string | null {
  return model.kind === 'gp_regression' ? 'It decomposes matrices, and this model has none.' : null
}
