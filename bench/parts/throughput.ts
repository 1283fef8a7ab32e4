/** Steps of one run or process, with when they began and ended, in milliseconds of any common clock. */
export interface Stretch {
  readonly steps: number
  readonly beganMs: number
  readonly endedMs: number
}

/**
 * Steps a second of several that train beside or after each other: all steps / (last end − first start). What a scheduler leaves
 * idle between them, before a second begins and after the second last has ended, counts.
 */
export function throughput(stretches: readonly Stretch[]): number {
  const steps = stretches.reduce((sum, each) => sum + each.steps, 0)
  const from = Math.min(...stretches.map(({ beganMs }) => beganMs))
  const to = Math.max(...stretches.map(({ endedMs }) => endedMs))
  return (steps * 1000) / (to - from)
}
