import { KernelGraph } from './kernel-graph.ts'
import { LoopBuilder } from './loop-builder.ts'
import { moveLoop, sameSpace } from './loop-spaces.ts'
import { compact } from './renumber.ts'
import type { Loop, ProductKernel, Schedule } from './schedule.ts'

/** The loop over the rows and columns of a product, with the product as an input instead of its buffer; null where it reads it otherwise. */
function epilogueOf({ batch, m, n, out, dtype }: ProductKernel, loop: Loop): Loop | null {
  const space = { rows: batch * m, columns: n }
  const own = sameSpace(loop, space) ? loop : loop.rows * loop.columns === space.rows * space.columns ? moveLoop(loop, space, 'split') : null
  if (own === null || space.rows * space.columns === 0) return null
  const isElse = own.inputs.some((input) => ('buffer' in input && input.buffer === out && (input.kind !== 'element' || input.offset !== 0)) || (input.kind === 'lookup' && input.indices === out))
  if (isElse) return null
  const builder = new LoopBuilder(space)
  const registers = builder.addLoop(own, (input) => (input.kind === 'element' && input.buffer === out ? builder.add({ kind: 'product', dtype }) : undefined))
  for (const output of own.outputs) builder.write({ ...output, register: registers[output.register] as number })
  return builder.build()
}

/** Loops that make new state stay apart: the optimiser's sweep takes them all, and state must not change beside its readers. */
function makesState(graph: KernelGraph, index: number): boolean {
  return graph.accessesOf(index).writes.some(({ buffer }) => [...graph.readers(buffer)].some((reader) => graph.movesState(reader)))
}

/**
 * Gives a product the loop that reads its result as an epilogue, done block of rows after block of rows while they are in the cache:
 * bias, activation, the mask of its gradient, softmax and its gradient, column sums. A loop that reads several products goes to
 * the last of them. After this pass kernels and buffers are as many as they will be, so it leaves out the buffers that fusion
 * has emptied.
 */
export function productEpilogues(schedule: Schedule): Schedule {
  const graph = new KernelGraph(schedule)
  for (const index of graph.order.toReversed()) {
    const product = graph.kernel(index)
    if (product?.kind !== 'product' || product.epilogue !== null) continue
    for (const reader of graph.readers(product.out)) {
      const loop = graph.loop(reader)
      if (loop === null || graph.kernel(reader)?.once !== product.once || graph.movesState(reader) || makesState(graph, reader)) continue
      const epilogue = epilogueOf(product, loop)
      if (epilogue === null || graph.hasDetour(index, reader)) continue
      graph.join(reader, index, { ...product, epilogue })
      break
    }
  }
  return compact(graph.toSchedule())
}
