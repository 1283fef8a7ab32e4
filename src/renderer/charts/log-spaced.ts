import { nearestIndex } from './logged-steps.ts'

/**
 * At most `count` of the steps, as evenly along a log axis as they allow: the first, the last, and the nearest to even places between
 * them, each once. Step 0 counts as one place before step 1.
 */
export function logSpaced(steps: readonly number[], count: number): readonly number[] {
  const [first, last] = [steps[0], steps.at(-1)]
  if (steps.length <= count || first === undefined || last === undefined) return steps
  const along = (step: number): number => (step >= 1 ? Math.log(step) : -1)
  const taken = new Set([0, steps.length - 1])
  for (let i = 1; i < count - 1; i++) {
    const place = along(first) + (i / (count - 1)) * (along(last) - along(first))
    const wanted = place < 0 ? 0 : Math.exp(place)
    // Early steps lie far apart on the axis: where the nearest is taken, the next free one stands in.
    let at = nearestIndex(steps, wanted)
    while (taken.has(at) && at < steps.length - 1) at++
    taken.add(at)
  }
  return [...taken].sort((a, b) => a - b).map((at) => steps[at] ?? 0)
}
