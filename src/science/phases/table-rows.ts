import { orderOf } from '../../shared/schema/config/task-words.ts'
import type { RunConfig } from '../../shared/schema/run-config.ts'

/** Examples in all, where the configuration says how many; null where only a file does. */
export function rowsOf({ task }: Pick<RunConfig, 'task'>): number | null {
  switch (task.kind) {
    case 'modular_table': {
      const { modulus: p, ordered, operator, without_zero } = task
      if (operator === 'divide') return p * (p - 1)
      const symbols = without_zero === true ? p - 1 : p
      return ordered ? symbols * symbols : (symbols * (symbols + 1)) / 2
    }
    case 'group_table':
      return orderOf(task.group, task.n) ** 2
    case 'toy_addition':
      return (task.symbols * (task.symbols + 1)) / 2
    case 'matrix_completion':
      return (task.size * (task.size + 1)) / 2
    case 'two_head':
      return 2 * task.people
    case 'images':
    case 'table':
      return null
    default:
      return task.rows
  }
}

/** Share of the examples that are trained on; null where it is not known before the run. */
export function trainShare(config: Pick<RunConfig, 'task' | 'split'>): number | null {
  const { train_fraction, train_count } = config.split
  if (train_fraction !== undefined) return train_fraction
  const rows = rowsOf(config)
  return train_count === undefined || rows === null ? null : train_count / rows
}
