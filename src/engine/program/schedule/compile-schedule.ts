import type { Program } from '../program.ts'
import { checkSchedule } from './check.ts'
import { forwardCopies } from './forward-copies.ts'
import { fuseLoops } from './fuse-loops.ts'
import { inPlace } from './in-place.ts'
import { scheduleOf } from './lower.ts'
import { optimiserSweep } from './optimiser-sweep.ts'
import { overwriteOperands } from './overwrite-operands.ts'
import { groupPhases } from './phases.ts'
import { productEpilogues } from './product-epilogues.ts'
import { recompute } from './recompute.ts'
import { reuseBuffers } from './reuse-buffers.ts'
import type { Schedule } from './schedule.ts'
import { turnCopies } from './turn-copies.ts'

export interface SchedulePass {
  readonly name: string
  readonly run: (schedule: Schedule) => Schedule
}

/**
 * In the order in which they run. First fewer and larger kernels, as long as every value has a buffer of its own; then no copies
 * where parts are put together; then phases, which say what runs at the same time; only then memory, because who may overwrite
 * whom follows from the phases. The sweep comes after `in-place`, which takes out the copies that would keep updates apart, and
 * places come last, when no buffer goes any more.
 */
export const schedulePasses: readonly SchedulePass[] = [
  { name: 'recompute', run: recompute },
  { name: 'turn-copies', run: turnCopies },
  { name: 'fuse-loops', run: fuseLoops },
  { name: 'product-epilogues', run: productEpilogues },
  { name: 'forward-copies', run: forwardCopies },
  { name: 'phases', run: groupPhases },
  { name: 'in-place', run: inPlace },
  { name: 'overwrite-operands', run: overwriteOperands },
  { name: 'optimiser-sweep', run: optimiserSweep },
  { name: 'reuse-buffers', run: reuseBuffers },
]

/** What `watch` calls the schedule before the first pass. */
export const lowering = 'lower'

/**
 * The schedule of an optimised program after all passes. Inputs named in `fixed` do not change from step to step: what follows
 * from them alone is computed once. `watch` sees every stage, and then every stage is checked; without it the first and the last
 * are, because the checks would be a third of the time to compile and the tests hold every stage to them.
 */
export function compileSchedule(program: Program, fixed: ReadonlySet<string>, watch: ((pass: string, after: Schedule) => void) | null = null): Schedule {
  const seen = (schedule: Schedule, name: string): Schedule => {
    watch?.(name, checkSchedule(schedule, name))
    return schedule
  }
  const lowered = checkSchedule(scheduleOf(program, fixed), lowering)
  watch?.(lowering, lowered)
  return checkSchedule(schedulePasses.reduce((before, { name, run }) => seen(run(before), name), lowered), 'all passes')
}
