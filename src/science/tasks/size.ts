import { LabError } from '../../shared/errors.ts'

/** 1 GiB of f64: more numbers leave no room for the network that learns them. */
const most = 2 ** 27

/** Refuses examples that would not fit in memory, before any is drawn. */
export function checkSize(rows: number, columns: number): void {
  if (rows * columns <= most) return
  throw new LabError(
    'too-large',
    `${rows} examples of ${columns} numbers each are ${(rows * columns) / 1e6} million numbers, more than the ${Math.floor(most / 1e6)} million that fit in memory beside a network. Nothing was started; choose at most ${Math.floor(most / columns)} examples.`,
    { key: 'task.rows', rows, columns },
  )
}
