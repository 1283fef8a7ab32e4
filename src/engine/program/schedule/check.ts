import { LabError } from '../../../shared/errors.ts'
import type { DType } from '../../ops/ops.ts'
import { checkLoop, type Fault } from './check-loops.ts'
import { checkMemory } from './check-memory.ts'
import type { BufferId, Kernel, Schedule } from './schedule.ts'

function checkKernel(kernel: Kernel, { buffers }: Schedule, fault: Fault): void {
  const expect = (buffer: BufferId, dtype: DType): void => {
    const found = buffers[buffer]?.dtype
    if (found !== dtype) fault(`a kernel ${kernel.kind} uses buffer ${buffer} as ${dtype}, but it is ${found ?? 'not there'}`)
  }
  switch (kernel.kind) {
    case 'loops':
      if (kernel.loops.length === 0) fault('a kernel without loops')
      return kernel.loops.forEach((loop) => checkLoop(loop, buffers, null, fault))
    case 'product': {
      const { dtype, batch, m, n, left, right, out, epilogue } = kernel
      for (const buffer of [left.buffer, right.buffer, out]) expect(buffer, dtype)
      if (epilogue === null) return
      if (epilogue.rows !== batch * m || epilogue.columns !== n) fault(`an epilogue of ${epilogue.rows} × ${epilogue.columns} to a product of ${batch * m} × ${n}`)
      return checkLoop(epilogue, buffers, dtype, fault)
    }
    case 'segmentSum':
      expect(kernel.values, kernel.dtype)
      expect(kernel.out, kernel.dtype)
      return expect(kernel.indices, 'i32')
    case 'random':
      expect(kernel.counter, 'i32')
      return expect(kernel.out, kernel.primitive.op === 'randomPermutation' ? 'i32' : kernel.primitive.dtype)
    case 'svd':
      expect(kernel.operand, kernel.dtype)
      return expect(kernel.out, kernel.dtype)
  }
}

function checkPhaseList({ kernels, phases }: Schedule, fault: Fault): void {
  const listed = phases.flat().toSorted((a, b) => a - b)
  if (listed.length !== kernels.length || listed.some((kernel, i) => kernel !== i)) fault(`phases list kernels ${listed.join(', ')} of ${kernels.length}`)
}

/** Holds a schedule to the rules of `schedule.ts`. Runs after lowering and after every pass; returns the schedule. */
export function checkSchedule(schedule: Schedule, after = 'lowering'): Schedule {
  const fault: Fault = (what) => {
    throw new LabError(
      'internal',
      `The engine made a schedule that is not well formed, after ${after}: ${what}. Nothing was computed; this is a fault of the lab, please report it.`,
      { after },
    )
  }
  checkPhaseList(schedule, fault)
  for (const kernel of schedule.kernels) checkKernel(kernel, schedule, fault)
  checkMemory(schedule, fault)
  return schedule
}
