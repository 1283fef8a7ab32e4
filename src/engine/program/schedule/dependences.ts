import { accessesOf, type Access } from './accesses.ts'
import type { BufferId, Schedule } from './schedule.ts'

/** For each kernel the kernels that must have ended before it begins. */
export type Dependences = readonly Set<number>[]

interface Mark {
  readonly access: Access
  readonly kernel: number
}

/** What happened to a buffer so far, as far as somebody may still depend on it. */
interface History {
  reads: Mark[]
  writes: Mark[]
}

const touches = (a: Access, b: Access): boolean => a.start < b.end && b.start < a.end
const covers = (a: Access, b: Access): boolean => a.start <= b.start && b.end <= a.end

/**
 * Dependences by buffers, in the order in which the kernels stand in the phases:
 *
 *   true    a kernel reads what another has written
 *   anti    a kernel writes what another still reads
 *   output  a kernel writes what another has written
 *
 * Kernels that touch different elements of a buffer do not depend on one another. A write that covers earlier ones hides them:
 * whoever comes later depends on them through it. So each buffer keeps a short history and the whole is linear in the accesses.
 */
export function dependences(schedule: Schedule): Dependences {
  const needed = schedule.kernels.map(() => new Set<number>())
  const histories = new Map<BufferId, History>()
  const historyOf = (buffer: BufferId): History => {
    const known = histories.get(buffer) ?? { reads: [], writes: [] }
    histories.set(buffer, known)
    return known
  }

  for (const kernel of schedule.phases.flat()) {
    const mine = needed[kernel] as Set<number>
    const { reads, writes } = accessesOf(schedule.kernels[kernel] as Schedule['kernels'][number])
    const dependOn = (marks: readonly Mark[], access: Access): void => {
      for (const mark of marks) if (mark.kernel !== kernel && touches(mark.access, access)) mine.add(mark.kernel)
    }
    for (const access of reads) dependOn(historyOf(access.buffer).writes, access)
    for (const access of writes) {
      const history = historyOf(access.buffer)
      dependOn(history.reads, access)
      dependOn(history.writes, access)
    }
    for (const access of writes) {
      const history = historyOf(access.buffer)
      const isOpen = (mark: Mark): boolean => mark.kernel === kernel || !covers(access, mark.access)
      history.reads = history.reads.filter(isOpen)
      history.writes = [...history.writes.filter(isOpen), { access, kernel }]
    }
    for (const access of reads) historyOf(access.buffer).reads.push({ access, kernel })
  }
  return needed
}

/** The same edges from the other end: for each kernel the kernels that wait for it. */
export function dependants(needed: Dependences): Set<number>[] {
  const waiting = needed.map(() => new Set<number>())
  needed.forEach((earlier, kernel) => {
    for (const other of earlier) waiting[other]?.add(kernel)
  })
  return waiting
}
