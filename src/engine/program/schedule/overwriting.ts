import { accessesOfLoop } from './accesses.ts'
import type { BufferId, Kernel, Loop, LoopOutput, ProductKernel } from './schedule.ts'

function touches(loop: Loop, buffer: BufferId): boolean {
  const { reads, writes } = accessesOfLoop(loop)
  return [...reads, ...writes].some((access) => access.buffer === buffer)
}

/** The one output to a buffer, where it goes there element by element or row by row. */
function plainOutput({ outputs }: Loop, buffer: BufferId): LoopOutput | null {
  const [output, other] = outputs.filter((each) => each.buffer === buffer)
  return (output?.kind === 'element' || output?.kind === 'row') && other === undefined ? output : null
}

/** Whether a loop may write `written` over what it reads from `read`: it reads exactly the elements that it writes. */
function loopMayOverwrite(loop: Loop, read: BufferId, written: BufferId): boolean {
  const output = plainOutput(loop, written)
  if (output === null || loop.outputs.some(({ buffer }) => buffer === read)) return false
  return loop.inputs.every((input) => {
    if (input.kind === 'lookup' && input.indices === read) return false
    return !('buffer' in input) || input.buffer !== read || (input.kind === output.kind && input.offset === output.offset)
  })
}

/** Whether what `kernel` writes to `written` may stand where it reads `read`; both are buffers of one length and dtype. */
export function mayOverwrite(kernel: Kernel, read: BufferId, written: BufferId): boolean {
  if (kernel.kind === 'loops') {
    const concerned = kernel.loops.filter((loop) => touches(loop, read) || touches(loop, written))
    return concerned.length === 1 && concerned.every((loop) => loopMayOverwrite(loop, read, written))
  }
  if (kernel.kind === 'product' && kernel.epilogue !== null) {
    const { left, right, out, epilogue } = kernel // factors are read all through the product
    return left.buffer !== read && right.buffer !== read && out !== read && out !== written && loopMayOverwrite(epilogue, read, written)
  }
  return false
}

/** Whether the epilogue may write `written` over the product itself, so that the product needs no room of its own. */
export function mayReplaceProduct({ left, right, out, epilogue }: ProductKernel, written: BufferId): boolean {
  if (epilogue === null || written === out || left.buffer === written || right.buffer === written) return false
  const output = plainOutput(epilogue, written)
  if (output?.kind !== 'element' || output.offset !== 0) return false
  return accessesOfLoop(epilogue).reads.every(({ buffer }) => buffer !== written && buffer !== out)
}
