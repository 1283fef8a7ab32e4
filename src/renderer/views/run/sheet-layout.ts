/** Matrices side by side: as many as fit at one px a cell, four at most, so that a page holds twelve. */
export function sheetColumns(places: number, width: number, gap: number): number {
  return Math.max(1, Math.min(4, Math.floor((width + gap) / (places + gap))))
}
