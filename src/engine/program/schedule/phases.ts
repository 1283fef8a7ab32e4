import { dependants, dependences, type Dependences } from './dependences.ts'
import type { Kernel, Schedule } from './schedule.ts'

/** Kernels so that each comes after all that it depends on. */
function inOrder(needed: Dependences): number[] {
  const open = needed.map((earlier) => earlier.size)
  const waiting = dependants(needed)
  const ready = open.flatMap((count, kernel) => (count === 0 ? [kernel] : []))
  for (let i = 0; i < ready.length; i++) {
    for (const later of waiting[ready[i] as number] ?? []) {
      const left = (open[later] as number) - 1
      open[later] = left
      if (left === 0) ready.push(later)
    }
  }
  return ready
}

/** The earliest phase of each kernel: one after the latest of those it depends on, counted from `first`. */
function earliest(needed: Dependences, order: readonly number[], isIn: (kernel: number) => boolean, first: number): Map<number, number> {
  const phases = new Map<number, number>()
  for (const kernel of order) {
    if (!isIn(kernel)) continue
    let phase = first
    for (const other of needed[kernel] ?? []) phase = Math.max(phase, (phases.get(other) ?? -1) + 1)
    phases.set(kernel, phase)
  }
  return phases
}

/**
 * Puts kernels into the fewest phases that their dependences allow: the longest path decides.
 *
 * Kernels marked `once` come first, in phases that hold nothing else; `preparationPhases` tells how many there are.
 *
 * Where a kernel could stand in several phases, everything but loops takes the earliest: a weight's gradient is multiplied out
 * beside the gradient that goes further back. Loops take the latest: the updates of all parameters meet in the last phase, where
 * `optimiser-sweep` makes one kernel of them, and what they read is still in a cache for the smallest layers.
 */
export function inPhases(schedule: Schedule, needed: Dependences): Schedule {
  const { kernels } = schedule
  const order = inOrder(needed)
  const isOnce = (kernel: number): boolean => (kernels[kernel] as Kernel).once
  const preparation = earliest(needed, order, isOnce, 0)
  const first = Math.max(-1, ...preparation.values()) + 1
  const phaseOf = earliest(needed, order, (kernel) => !isOnce(kernel), first)
  const last = Math.max(first, ...phaseOf.values())

  const waiting = dependants(needed)
  for (const kernel of order.toReversed()) {
    if (isOnce(kernel) || kernels[kernel]?.kind !== 'loops') continue
    let phase = last
    for (const later of waiting[kernel] ?? []) phase = Math.min(phase, (phaseOf.get(later) ?? last + 1) - 1)
    phaseOf.set(kernel, phase)
  }

  const phases: number[][] = []
  kernels.forEach((_, kernel) => {
    const phase = preparation.get(kernel) ?? phaseOf.get(kernel) ?? last
    ;(phases[phase] ??= []).push(kernel)
  })
  return { ...schedule, phases }
}

/** The pass: few phases, so few times at which the threads wait for one another. */
export function groupPhases(schedule: Schedule): Schedule {
  return inPhases(schedule, dependences(schedule))
}

/** How many phases at the beginning run once, before the first step; all others run in every step. */
export function preparationPhases({ kernels, phases }: Schedule): number {
  const at = phases.findIndex((phase) => !phase.every((kernel) => kernels[kernel]?.once === true))
  return at < 0 ? phases.length : at
}
