/** The last, the first, the middle, then those between: whoever looks sees the whole course at once, and then more of it. */
export function coarseFirst(steps: readonly number[]): readonly number[] {
  const chosen = new Set(steps.length === 0 ? [] : [steps.at(-1)!, steps[0]!])
  for (let gap = 2 ** Math.ceil(Math.log2(Math.max(1, steps.length))); gap >= 1; gap /= 2) for (let i = gap; i < steps.length; i += 2 * gap) chosen.add(steps[i]!)
  return [...chosen, ...steps.filter((step) => !chosen.has(step))]
}

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
