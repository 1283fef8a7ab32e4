import { formatInteger } from '../../figures/formats.ts'

export interface StatusChange {
  readonly name: string
  /** As the chip writes it. */
  readonly status: string
  readonly step: number
}

/** More than this many at once are counted instead of named. */
const mostNamed = 2

/** What happened since the last word, short enough to be listened to. */
export function announcement(changes: readonly StatusChange[]): string {
  if (changes.length <= mostNamed) return changes.map(({ name, status, step }) => `${name}: ${status.toLowerCase()} at step ${formatInteger(step)}`).join('. ')
  const counts = new Map<string, number>()
  for (const { status } of changes) counts.set(status, (counts.get(status) ?? 0) + 1)
  return `${formatInteger(changes.length)} runs: ${[...counts].map(([status, n]) => `${formatInteger(n)} ${status.toLowerCase()}`).join(', ')}`
}
