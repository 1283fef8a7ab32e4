import { accessesOf, type Access } from './accesses.ts'
import type { BufferId, Kernel, Loop, Schedule } from './schedule.ts'

function loopWith(loop: Loop, moved: (buffer: BufferId) => BufferId): Loop {
  return {
    ...loop,
    inputs: loop.inputs.map((input) => {
      if (input.kind === 'lookup') return { ...input, buffer: moved(input.buffer), indices: moved(input.indices) }
      return 'buffer' in input ? { ...input, buffer: moved(input.buffer) } : input
    }),
    outputs: loop.outputs.map((output) => ({ ...output, buffer: moved(output.buffer) })),
  }
}

/** The kernel with other buffers in the place of its own; the same kernel where none of its buffers moves. */
export function kernelWith(kernel: Kernel, moved: (buffer: BufferId) => BufferId): Kernel {
  const { reads, writes } = accessesOf(kernel)
  const stays = ({ buffer }: Access): boolean => moved(buffer) === buffer
  if (reads.every(stays) && writes.every(stays)) return kernel
  switch (kernel.kind) {
    case 'loops':
      return { ...kernel, loops: kernel.loops.map((loop) => loopWith(loop, moved)) }
    case 'product': {
      const { left, right, out, epilogue } = kernel
      return {
        ...kernel,
        left: { ...left, buffer: moved(left.buffer) },
        right: { ...right, buffer: moved(right.buffer) },
        out: moved(out),
        epilogue: epilogue === null ? null : loopWith(epilogue, moved),
      }
    }
    case 'segmentSum':
      return { ...kernel, values: moved(kernel.values), indices: moved(kernel.indices), out: moved(kernel.out) }
    case 'random':
      return { ...kernel, counter: moved(kernel.counter), out: moved(kernel.out) }
    case 'svd':
      return { ...kernel, operand: moved(kernel.operand), out: moved(kernel.out) }
  }
}

/** Buffers that stand in the place of others; the outputs of the program follow. */
export function withBuffers(schedule: Schedule, moved: (buffer: BufferId) => BufferId): Schedule {
  return {
    ...schedule,
    kernels: schedule.kernels.map((kernel) => kernelWith(kernel, moved)),
    outputs: schedule.outputs.map(({ name, buffer }) => ({ name, buffer: moved(buffer) })),
  }
}

/** Numbers what is left from 0 on: kernels that stand in no phase go, and buffers that nothing names any more. Inputs stay. */
export function compact(schedule: Schedule): Schedule {
  const kept = schedule.phases.flat().toSorted((a, b) => a - b)
  const kernels = kept.map((kernel) => schedule.kernels[kernel] as Kernel)
  const kernelAt = new Map(kept.map((kernel, i) => [kernel, i]))

  const used = new Set([...schedule.inputs, ...schedule.outputs].map(({ buffer }) => buffer))
  for (const kernel of kernels) {
    const { reads, writes } = accessesOf(kernel)
    for (const { buffer } of [...reads, ...writes]) used.add(buffer)
  }
  const buffers = schedule.buffers.flatMap((buffer, id) => (used.has(id) ? [{ id, buffer }] : []))
  const bufferAt = new Map(buffers.map(({ id }, i) => [id, i]))
  const moved = (buffer: BufferId): BufferId => bufferAt.get(buffer) as BufferId

  const phases = schedule.phases.map((phase) => phase.map((kernel) => kernelAt.get(kernel) as number)).filter((phase) => phase.length > 0)
  const renamed = withBuffers({ ...schedule, kernels }, moved)
  return { ...renamed, buffers: buffers.map(({ buffer }) => buffer), phases, inputs: schedule.inputs.map(({ name, buffer }) => ({ name, buffer: moved(buffer) })) }
}
