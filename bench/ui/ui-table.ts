/** One measured number of the page. */
export interface UiRow {
  readonly id: string
  readonly what: string
  /** In words, for the table. */
  readonly found: string
  readonly value: number
  /** Every round, or everything that was found. */
  readonly all: readonly unknown[]
  /** At most this; null where there is no budget. */
  readonly budget: number | null
  readonly unit: string
}

export function tableOf(rows: readonly UiRow[]): string {
  const verdict = ({ budget, value, unit }: UiRow): string => (budget === null ? 'no budget' : `${value <= budget ? 'within' : 'over'} ${budget} ${unit}`)
  const cells = rows.map((row) => [row.what, row.found, verdict(row)])
  const widths = [0, 1, 2].map((i) => Math.max(...cells.map((row) => row[i]?.length ?? 0)))
  return cells.map((row) => `${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ').trimEnd()}\n`).join('')
}
