import { accessesOf } from './accesses.ts'
import type { BufferId, Factor, Kernel, Loop } from './schedule.ts'

/** A buffer that becomes a part of another: its element 0 is the other's element `offset`. */
export interface Move {
  readonly from: BufferId
  readonly to: BufferId
  readonly offset: number
}

interface Placed {
  readonly buffer: BufferId
  readonly offset: number
}

function movedLoop(loop: Loop, { from, to, offset }: Move): Loop {
  const moved = <T extends Placed>(part: T): T => (part.buffer === from ? { ...part, buffer: to, offset: part.offset + offset } : part)
  return {
    ...loop,
    inputs: loop.inputs.map((input) => {
      if (!('buffer' in input)) return input
      const placed = moved(input)
      return placed.kind === 'lookup' && placed.indices === from ? { ...placed, indices: to, indexOffset: placed.indexOffset + offset } : placed
    }),
    outputs: loop.outputs.map(moved),
  }
}

/** The kernel after the move; null where a kernel of its kind reads or writes that buffer from its first element only. */
export function relocated(kernel: Kernel, move: Move): Kernel | null {
  const { from, to, offset } = move
  if (kernel.kind === 'loops') return { ...kernel, loops: kernel.loops.map((loop) => movedLoop(loop, move)) }
  const isWhole = (buffer: BufferId): boolean => buffer === from && offset !== 0
  const instead = (buffer: BufferId): BufferId => (buffer === from ? to : buffer)
  switch (kernel.kind) {
    case 'product': {
      if (isWhole(kernel.out)) return null
      const factor = (f: Factor): Factor => (f.buffer === from ? { ...f, buffer: to, offset: f.offset + offset } : f)
      const { left, right, out, epilogue } = kernel
      return { ...kernel, left: factor(left), right: factor(right), out: instead(out), epilogue: epilogue === null ? null : movedLoop(epilogue, move) }
    }
    case 'segmentSum': {
      if (isWhole(kernel.values)) return null
      const { values, indices, indexOffset, out } = kernel
      return {
        ...kernel,
        values: instead(values),
        indices: instead(indices),
        indexOffset: indexOffset + (indices === from ? offset : 0),
        out: instead(out),
        offset: kernel.offset + (out === from ? offset : 0),
      }
    }
    case 'random':
      return isWhole(kernel.counter) || isWhole(kernel.out) ? null : { ...kernel, counter: instead(kernel.counter), out: instead(kernel.out) }
    case 'svd':
      return isWhole(kernel.operand) || isWhole(kernel.out) ? null : { ...kernel, operand: instead(kernel.operand), out: instead(kernel.out) }
  }
}

/** Kernels that touch each buffer. */
export function usersOfBuffers(kernels: readonly Kernel[]): Map<BufferId, Set<number>> {
  const users = new Map<BufferId, Set<number>>()
  kernels.forEach((kernel, index) => {
    const { reads, writes } = accessesOf(kernel)
    for (const { buffer } of [...reads, ...writes]) users.set(buffer, (users.get(buffer) ?? new Set()).add(index))
  })
  return users
}
