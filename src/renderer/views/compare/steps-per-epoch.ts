import { orderOf } from '../../../shared/schema/config/task-words.ts'
import type { RunConfig } from '../../../shared/schema/run-config.ts'

/**
 * Steps in which a run sees as many examples as it trains on; 1 where each step sees them all. Null where only the data say how
 * many examples there are.
 */
export function stepsPerEpoch({ batch, split, task }: Pick<RunConfig, 'batch' | 'split' | 'task'>): number | null {
  if (batch.kind === 'full') return 1
  const rows = split.train_count ?? (split.train_fraction === undefined ? null : share(split.train_fraction, rowsOf(task)))
  return rows === null || rows < 1 ? null : rows / batch.size
}

const share = (fraction: number, rows: number | null): number | null => (rows === null ? null : Math.floor(fraction * rows))

/** Rows of the tables of pairs, as `science/tasks` makes them. */
function rowsOf(task: RunConfig['task']): number | null {
  switch (task.kind) {
    case 'modular_table': {
      const symbols = task.modulus - (task.without_zero === true ? 1 : 0)
      const pairs = task.ordered ? symbols * symbols : (symbols * (symbols + 1)) / 2
      // Nothing is divided by 0: those pairs are left out.
      const left = task.operator === 'divide' && task.without_zero !== true ? (task.ordered ? symbols : 1) : 0
      return pairs - left
    }
    case 'group_table':
      return orderOf(task.group, task.n) ** 2
    default:
      return null
  }
}
