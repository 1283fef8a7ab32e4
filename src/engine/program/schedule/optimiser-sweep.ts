import { compact } from './renumber.ts'
import type { Kernel, LoopKernel, Schedule } from './schedule.ts'

/**
 * Makes one kernel of all loops of a phase. The updates of all parameters, which `phases` puts side by side, become one sweep: its
 * tasks are handed out from one list, so small parameters cost next to nothing and the threads end together.
 */
export function optimiserSweep(schedule: Schedule): Schedule {
  const kernels: Kernel[] = [...schedule.kernels]
  const phases = schedule.phases.map((phase) => {
    const loops = phase.filter((index) => kernels[index]?.kind === 'loops')
    const [first, ...others] = loops
    if (first === undefined || others.length === 0) return phase
    const merged = loops.flatMap((index) => (kernels[index] as LoopKernel).loops)
    kernels[first] = { ...(kernels[first] as LoopKernel), loops: merged }
    const gone = new Set(others)
    return phase.filter((index) => !gone.has(index))
  })
  return compact({ ...schedule, kernels, phases })
}
