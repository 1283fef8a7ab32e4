/**
 * The numbers of a figure of plots, by the keys that its marks name: columns of one length, such as `x` and `y`. A heat has `x` [columns],
 * `y` [rows] and `value` [rows · columns], row by row.
 */
export type PlotColumns = Readonly<Record<string, ArrayLike<number>>>
export type PlotsData = Readonly<Record<string, PlotColumns>>

const nothing: ArrayLike<number> = []

/** A column of a table; empty where there is none (yet). */
export function columnOf(data: PlotsData, key: string, name: string): ArrayLike<number> {
  return data[key]?.[name] ?? nothing
}
