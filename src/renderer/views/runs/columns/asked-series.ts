import type { TableColumn } from '../../../../shared/schema/table.ts'
import type { Column } from './column.ts'

const known: ReadonlySet<string> = new Set(['train_loss', 'train_accuracy', 'test_loss', 'test_accuracy'])

/** What has to be asked of the lab for these columns. The last losses and accuracies of runs with finite ones come with the list. */
export function askedSeries(columns: readonly Column[]): readonly TableColumn[] {
  const plain = columns.map((column) => (column.kind === 'delta' ? column.of : column))
  const asked = plain.flatMap((column) => (column.kind === 'series' ? [{ series: column.series, reducer: column.reducer }] : []))
  return asked.filter(({ series, reducer }) => !(reducer.kind === 'last' && known.has(series)))
}
