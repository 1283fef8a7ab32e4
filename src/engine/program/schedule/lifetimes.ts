import type { DType } from '../../ops/ops.ts'
import { accessesOf } from './accesses.ts'
import type { Buffer, BufferId, Kernel, Schedule } from './schedule.ts'

/** The phases in which a temporary holds something: from the first that touches it to the last, both included. */
export interface Lifetime {
  readonly first: number
  readonly last: number
  /** Its value is used after the last phase: an output, or made once for all steps. */
  readonly stays: boolean
}

/** Lifetimes of the temporaries that some kernel touches. */
export function lifetimes(schedule: Schedule): Map<BufferId, Lifetime> {
  const { buffers, kernels, phases, outputs } = schedule
  const found = new Map<BufferId, Lifetime>()
  phases.forEach((phase, at) => {
    for (const index of phase) {
      const kernel = kernels[index] as Kernel
      const { reads, writes } = accessesOf(kernel)
      for (const { buffer } of [...reads, ...writes]) {
        if (buffers[buffer]?.home.kind !== 'temporary') continue
        const before = found.get(buffer)
        found.set(buffer, { first: before?.first ?? at, last: at, stays: before?.stays === true })
      }
      if (!kernel.once) continue
      for (const { buffer } of writes) {
        const life = found.get(buffer)
        if (life) found.set(buffer, { ...life, first: 0, stays: true })
      }
    }
  })
  for (const { buffer } of outputs) {
    const life = found.get(buffer)
    if (life) found.set(buffer, { ...life, stays: true })
  }
  for (const [buffer, life] of found) if (life.stays) found.set(buffer, { ...life, last: phases.length - 1 })
  return found
}

export const bytesOfElement: Readonly<Record<DType, number>> = { f32: 4, f64: 8, i32: 4, bool: 1 }

export function bytesOf({ dtype, length }: Buffer): number {
  return length * bytesOfElement[dtype]
}

/** Bytes that the temporaries of a schedule take: those of one place share it. */
export function temporaryBytes({ buffers }: Schedule): number {
  const places = new Map<number, number>()
  let apart = 0
  for (const buffer of buffers) {
    if (buffer.home.kind !== 'temporary') continue
    const { place } = buffer.home
    if (place === null) apart += bytesOf(buffer)
    else places.set(place, Math.max(places.get(place) ?? 0, bytesOf(buffer)))
  }
  return [...places.values()].reduce((sum, bytes) => sum + bytes, apart)
}
