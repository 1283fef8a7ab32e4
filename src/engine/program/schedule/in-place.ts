import { accessesOf } from './accesses.ts'
import { dependants, dependences } from './dependences.ts'
import { mayOverwrite } from './overwriting.ts'
import { inPhases } from './phases.ts'
import { compact, withBuffers } from './renumber.ts'
import type { BufferId, Kernel, Schedule } from './schedule.ts'

/** A kernel that does nothing but bring a temporary to the buffer of an input, whole. */
interface Copy {
  readonly kernel: number
  readonly from: BufferId
  readonly to: BufferId
}

function copyOf({ buffers, kernels }: Schedule, index: number): Copy | null {
  const kernel = kernels[index]
  if (kernel?.kind !== 'loops' || kernel.once || kernel.loops.length !== 1) return null
  const [loop] = kernel.loops
  const [input] = loop?.inputs ?? []
  const [output] = loop?.outputs ?? []
  if (!loop || input?.kind !== 'element' || output?.kind !== 'element' || loop.inputs.length !== 1 || loop.outputs.length !== 1) return null
  const length = loop.rows * loop.columns
  const [from, to] = [buffers[input.buffer], buffers[output.buffer]]
  const isWhole = loop.body.length === 0 && input.offset === 0 && output.offset === 0 && from?.length === length && to?.length === length
  if (!isWhole || from.home.kind !== 'temporary' || to.home.kind !== 'input' || from.dtype !== to.dtype) return null
  return { kernel: index, from: input.buffer, to: output.buffer }
}

/** Everything that can be reached from some kernels along the edges. */
function reachable(from: Iterable<number>, edges: readonly ReadonlySet<number>[]): Set<number> {
  const seen = new Set<number>()
  const open = [...from]
  for (let kernel = open.pop(); kernel !== undefined; kernel = open.pop()) {
    for (const next of edges[kernel] ?? []) {
      if (seen.has(next)) continue
      seen.add(next)
      open.push(next)
    }
  }
  return seen
}

/**
 * Computes the new value of a state straight into the buffer of the old one, where a plain schedule computes it elsewhere and
 * copies it at the end. That is possible when each kernel that reads the old value either can run before the new one is written, or
 * is the one that writes it, element for element. The phases are made anew: the readers of the old value come earlier.
 *
 * A copy stays where each of two new values needs the other's old one (a swap), and where a value is an input or is computed once.
 */
export function inPlace(schedule: Schedule): Schedule {
  const copies = schedule.phases.flat().flatMap((kernel) => copyOf(schedule, kernel) ?? [])
  if (copies.length === 0) return schedule

  const needed = dependences(schedule).map((earlier) => new Set(earlier))
  const waiting = dependants(needed)
  const readers = new Map<BufferId, Set<number>>()
  const writers = new Map<BufferId, Set<number>>()
  const note = (users: Map<BufferId, Set<number>>, buffer: BufferId, kernel: number): void => void users.set(buffer, (users.get(buffer) ?? new Set()).add(kernel))
  schedule.kernels.forEach((kernel, index) => {
    const { reads, writes } = accessesOf(kernel)
    for (const { buffer } of reads) note(readers, buffer, index)
    for (const { buffer } of writes) note(writers, buffer, index)
  })

  const kernels: Kernel[] = [...schedule.kernels]
  const moved = new Map<BufferId, BufferId>()
  const gone = new Set<number>()
  const link = (earlier: number, later: number): void => {
    if (earlier === later) return
    needed[later]?.add(earlier)
    waiting[earlier]?.add(later)
  }

  for (const { kernel: copy, from, to } of copies) {
    const makers = writers.get(from) ?? new Set()
    const writersOfState = writers.get(to) ?? new Set()
    const isMoved = moved.has(from)
    if (isMoved || makers.size === 0 || writersOfState.size > 1 || [...makers].some((maker) => kernels[maker]?.once === true)) continue
    const laterThanCopy = reachable([copy], waiting)
    const old = [...(readers.get(to) ?? [])].filter((reader) => reader !== copy && !gone.has(reader) && !laterThanCopy.has(reader))
    const laterThanMakers = reachable(makers, waiting)
    const isFree = old.every((reader) => {
      if (makers.has(reader)) return makers.size === 1 && mayOverwrite(kernels[reader] as Kernel, to, from)
      return !laterThanMakers.has(reader)
    })
    if (!isFree) continue

    moved.set(from, to)
    gone.add(copy)
    for (const later of waiting[copy] ?? []) {
      needed[later]?.delete(copy)
      for (const maker of makers) link(maker, later)
    }
    for (const earlier of needed[copy] ?? []) waiting[earlier]?.delete(copy)
    for (const maker of makers) for (const reader of old) link(reader, maker)
    needed[copy]?.clear()
    waiting[copy]?.clear()

    for (const user of readers.get(from) ?? []) if (!gone.has(user)) note(readers, to, user)
    writers.set(to, new Set(makers))
    writers.delete(from)
  }

  const placed = inPhases(schedule, needed)
  const phases = placed.phases.map((phase) => phase.filter((kernel) => !gone.has(kernel)))
  return compact(withBuffers({ ...placed, phases }, (buffer) => moved.get(buffer) ?? buffer))
}
