import { accessesOf } from './accesses.ts'
import { lifetimes } from './lifetimes.ts'
import { mayOverwrite, mayReplaceProduct } from './overwriting.ts'
import { compact, withBuffers } from './renumber.ts'
import type { BufferId, Kernel, Schedule } from './schedule.ts'

/** How many kernels of a phase touch each buffer. */
function usersOf(phase: readonly number[], { kernels }: Schedule): Map<BufferId, number> {
  const users = new Map<BufferId, number>()
  for (const index of phase) {
    const { reads, writes } = accessesOf(kernels[index] as Kernel)
    for (const buffer of new Set([...reads, ...writes].map((access) => access.buffer))) users.set(buffer, (users.get(buffer) ?? 0) + 1)
  }
  return users
}

/**
 * Results of elementwise loops that take the room of an operand which nobody needs after them, and results of epilogues that take
 * the room of their product. One buffer less, and the memory that is written is in the cache already.
 */
export function overwriteOperands(schedule: Schedule): Schedule {
  const { buffers, kernels, phases } = schedule
  const lives = lifetimes(schedule)
  const into = new Map<BufferId, BufferId>()
  const alike = (a: BufferId, b: BufferId): boolean => buffers[a]?.dtype === buffers[b]?.dtype && buffers[a]?.length === buffers[b]?.length

  phases.forEach((phase, at) => {
    const users = usersOf(phase, schedule)
    const isAlone = (buffer: BufferId): boolean => users.get(buffer) === 1
    const dies = (buffer: BufferId): boolean => {
      const life = lives.get(buffer)
      return life !== undefined && life.last === at && !life.stays && isAlone(buffer) && !into.has(buffer)
    }
    const begins = (buffer: BufferId): boolean => lives.get(buffer)?.first === at && isAlone(buffer)

    for (const index of phase) {
      const kernel = kernels[index] as Kernel
      const { reads, writes } = accessesOf(kernel)
      const written = new Set(writes.map(({ buffer }) => buffer))
      const product = kernel.kind === 'product' ? kernel.out : null
      if (kernel.kind === 'product' && dies(kernel.out) && begins(kernel.out)) {
        const taker = [...written].find((buffer) => alike(kernel.out, buffer) && isAlone(buffer) && mayReplaceProduct(kernel, buffer))
        if (taker !== undefined) {
          into.set(kernel.out, taker)
          continue
        }
      }
      const given = new Set(reads.map(({ buffer }) => buffer))
      for (const result of written) {
        if (result === product || !begins(result)) continue
        const operand = [...given].find((buffer) => dies(buffer) && alike(buffer, result) && mayOverwrite(kernel, buffer, result))
        if (operand !== undefined) into.set(operand, result)
      }
    }
  })

  if (into.size === 0) return schedule
  const moved = (buffer: BufferId): BufferId => {
    let at = buffer
    for (let next = into.get(at); next !== undefined; next = into.get(at)) at = next
    return at
  }
  return compact(withBuffers(schedule, moved))
}
