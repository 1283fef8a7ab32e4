import { accessesOfLoop } from './accesses.ts'
import type { BufferId, Kernel, Loop, ProductKernel, Register } from './schedule.ts'

/**
 * How many reductions over the row come before each register: those of stage 0 need one pass over a row, those that use a row's
 * sum or maximum need another. The last entry is the number of passes less one.
 */
function stagesOf({ inputs, body }: Loop): number[] {
  const stages: number[] = inputs.map(() => 0)
  for (const step of body) {
    if (step.kind === 'number') stages.push(0)
    else if (step.kind === 'rowReduce') stages.push((stages[step.operand] as number) + 1)
    else stages.push(Math.max(0, ...step.operands.map((operand: Register) => stages[operand] as number)))
  }
  return stages
}

function touches(loop: Loop, buffer: BufferId): boolean {
  const { reads, writes } = accessesOfLoop(loop)
  return [...reads, ...writes].some((access) => access.buffer === buffer)
}

/**
 * Whether one loop may write `written` over the elements it reads from `read`: it reads them as elements at the index at which it
 * writes, and writes in its last pass over a row, so that an executor that goes over a row more than once still finds what it reads.
 */
function loopMayOverwrite(loop: Loop, read: BufferId, written: BufferId): boolean {
  const outputs = loop.outputs.filter(({ buffer }) => buffer === written)
  const [output] = outputs
  if (output === undefined || outputs.length > 1 || output.kind !== 'element') return false
  const stages = stagesOf(loop)
  if ((stages[output.register] as number) < Math.max(0, ...stages)) return false
  if (loop.outputs.some(({ buffer }) => buffer === read)) return false
  return loop.inputs.every((input) => {
    if (input.kind === 'lookup' && input.indices === read) return false
    return !('buffer' in input) || input.buffer !== read || (input.kind === 'element' && input.offset === output.offset)
  })
}

/** Whether what `kernel` writes to `written` may stand where it reads `read`; both are buffers of one length and dtype. */
export function mayOverwrite(kernel: Kernel, read: BufferId, written: BufferId): boolean {
  if (kernel.kind === 'loops') {
    const concerned = kernel.loops.filter((loop) => touches(loop, read) || touches(loop, written))
    return concerned.length === 1 && concerned.every((loop) => loopMayOverwrite(loop, read, written))
  }
  if (kernel.kind === 'product' && kernel.epilogue !== null) {
    const { left, right, out, epilogue } = kernel // what multiplies is read all through the product
    return left.buffer !== read && right.buffer !== read && out !== read && out !== written && loopMayOverwrite(epilogue, read, written)
  }
  return false
}

/** Whether the epilogue may write `written` over the product itself, so that the product needs no room of its own. */
export function mayReplaceProduct({ left, right, out, epilogue }: ProductKernel, written: BufferId): boolean {
  if (epilogue === null || written === out || left.buffer === written || right.buffer === written) return false
  const outputs = epilogue.outputs.filter(({ buffer }) => buffer === written)
  const [output] = outputs
  if (output?.kind !== 'element' || outputs.length > 1 || output.offset !== 0) return false
  const stages = stagesOf(epilogue)
  const isLast = stages[output.register] === Math.max(0, ...stages)
  return isLast && accessesOfLoop(epilogue).reads.every(({ buffer }) => buffer !== written && buffer !== out)
}
