/** Up to `count` of some checkpoints, evenly spread along the log axis, the first and the last among them. */
export function spreadSteps(checkpoints: readonly number[], count: number): readonly number[] {
  const n = checkpoints.length
  if (n <= count) return checkpoints
  const along = (step: number): number => Math.log(Math.max(step, 0.5))
  const [first, last] = [along(checkpoints[0] ?? 1), along(checkpoints[n - 1] ?? 1)]
  const chosen = new Set<number>()
  let from = 0
  for (let i = 0; i < count; i++) {
    const target = first + ((last - first) * i) / Math.max(1, count - 1)
    // As many must be left as are still to come, so that early gaps of the axis do not use them up.
    const until = n - (count - i)
    let best = from
    for (let at = from; at <= until; at++) if (Math.abs(along(checkpoints[at]!) - target) < Math.abs(along(checkpoints[best]!) - target)) best = at
    chosen.add(checkpoints[best]!)
    from = best + 1
  }
  return [...chosen]
}
