import { bytesOf, lifetimes, type Lifetime } from './lifetimes.ts'
import type { Buffer, BufferId, Schedule } from './schedule.ts'

/** Lifetimes in one place, by their first phase; no two of them meet. */
type Place = Lifetime[]

/** Where a lifetime would stand among those of a place, or null where it meets one of them. Binary search. */
function gapFor(place: Place, { first, last }: Lifetime): number | null {
  let [low, high] = [0, place.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((place[middle] as Lifetime).first < first) low = middle + 1
    else high = middle
  }
  const [before, after] = [place[low - 1], place[low]]
  return (before !== undefined && before.last >= first) || (after !== undefined && after.first <= last) ? null : low
}

/**
 * Gives every temporary a place; temporaries that never live in the same phase may share one (interval colouring).
 *
 * The largest choose first, each the first place that is free while it lives. So a place never grows after it was made, and the
 * sum over the places is at most what the temporaries took apart. Kernels of one phase run at the same time: a buffer that is
 * read in a phase is not free for one that is written there.
 */
export function reuseBuffers(schedule: Schedule): Schedule {
  const lives = lifetimes(schedule)
  const bySize = [...lives].sort(([a], [b]) => bytesOf(schedule.buffers[b] as Buffer) - bytesOf(schedule.buffers[a] as Buffer) || a - b)
  const places: Place[] = []
  const placeOf = new Map<BufferId, number>()
  // Places only fill up: one that was taken for a lifetime is taken for the next buffer of the same lifetime too.
  const triedBefore = new Map<string, number>()
  for (const [buffer, life] of bySize) {
    const key = `${life.first} ${life.last}`
    let at = triedBefore.get(key) ?? 0
    for (; at < places.length; at++) {
      const gap = gapFor(places[at] as Place, life)
      if (gap === null) continue
      places[at]?.splice(gap, 0, life)
      break
    }
    if (at === places.length) places.push([life])
    triedBefore.set(key, at + 1)
    placeOf.set(buffer, at)
  }
  const buffers = schedule.buffers.map((buffer, id): Buffer => {
    if (buffer.home.kind !== 'temporary') return buffer
    return { ...buffer, home: { kind: 'temporary', place: placeOf.get(id) ?? null } }
  })
  return { ...schedule, buffers }
}
