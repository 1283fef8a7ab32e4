/** Points of one member of a group: `x` ascending, values beside it. */
export interface Member {
  readonly x: ArrayLike<number>
  readonly values: ArrayLike<number>
}

/** Every x at which any member has a point, ascending, each once: nothing that was logged falls between the places of the mean. */
export function sharedGrid(members: readonly Member[]): Float64Array {
  const [first] = members
  if (first !== undefined && members.every(({ x }) => sameNumbers(x, first.x))) return Float64Array.from(first.x)
  const at = members.map(() => 0)
  const grid: number[] = []
  for (;;) {
    let next = Infinity
    members.forEach(({ x }, m) => (next = Math.min(next, x[at[m]!] ?? Infinity)))
    if (next === Infinity) return Float64Array.from(grid)
    grid.push(next)
    members.forEach(({ x }, m) => {
      while ((x[at[m]!] ?? Infinity) <= next) at[m]! += 1
    })
  }
}

function sameNumbers(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a === b) return true
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return false
  return true
}

/**
 * A member's value at each x of an ascending grid: its last point at or before x ("hold"), or on the straight line between the points around
 * it ("linear"). NaN before its first and after its last point, and where a point it needs is not finite: nothing is carried on.
 */
export function onGrid({ x, values }: Member, grid: Float64Array, evaluation: 'hold' | 'linear'): Float64Array {
  const last = x[x.length - 1] ?? -Infinity
  let at = -1
  return grid.map((place) => {
    while (at + 1 < x.length && x[at + 1]! <= place) at += 1
    if (at < 0 || place > last) return NaN
    const before = values[at]!
    if (x[at] === place || evaluation === 'hold') return Number.isFinite(before) ? before : NaN
    const value = before + ((values[at + 1]! - before) * (place - x[at]!)) / (x[at + 1]! - x[at]!)
    return Number.isFinite(value) ? value : NaN
  })
}
