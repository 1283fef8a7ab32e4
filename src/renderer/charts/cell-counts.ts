export interface CellCounts {
  readonly cells: number
  /** Finite cells beyond a limit of the colours. */
  readonly clipped: number
  readonly nan: number
  readonly infinite: number
}

/** Cells that their colour does not tell. */
export function cellCounts(values: ArrayLike<number>, [low, high]: readonly [number, number]): CellCounts {
  let clipped = 0
  let nan = 0
  let infinite = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (value >= low && value <= high) continue
    if (Number.isFinite(value)) clipped++
    else if (Number.isNaN(value)) nan++
    else infinite++
  }
  return { cells: values.length, clipped, nan, infinite }
}
