import { accessesOf, overlap } from './accesses.ts'
import { compact } from './renumber.ts'
import { relocated, usersOfBuffers, type Move } from './relocate.ts'
import type { Buffer, Kernel, Loop, Schedule } from './schedule.ts'

/** The move that makes a loop superfluous which brings a whole temporary, element after element, to a part of another. */
function moveOf({ rows, columns, inputs, body, outputs }: Loop, buffers: readonly Buffer[]): Move | null {
  const [input, output] = [inputs[0], outputs[0]]
  if (input?.kind !== 'element' || output?.kind !== 'element' || inputs.length > 1 || outputs.length > 1 || body.length > 0) return null
  const [from, to] = [buffers[input.buffer], buffers[output.buffer]]
  const isWhole = input.offset === 0 && from?.length === rows * columns && from.length > 0 && input.buffer !== output.buffer
  if (!isWhole || from.home.kind !== 'temporary' || to?.home.kind !== 'temporary' || from.dtype !== to.dtype) return null
  return { from: input.buffer, to: output.buffer, offset: output.offset }
}

/**
 * Makes parts of a concatenation where they belong: what is only computed to be copied to a part of another temporary is written
 * there at once, and its other readers read it there. Sums of gradients by index, the first layer's, are such parts.
 *
 * The part may be written earlier than the copy stood, because nobody else writes it and nobody can have read it before.
 */
export function joinParts(schedule: Schedule): Schedule {
  const kernels: Kernel[] = [...schedule.kernels]
  const users = usersOfBuffers(kernels)
  const outputs = new Set(schedule.outputs.map(({ buffer }) => buffer))
  const gone = new Set<number>()
  let moved = false

  const tryMove = (index: number, loop: Loop): boolean => {
    const move = moveOf(loop, schedule.buffers)
    const copier = kernels[index]
    if (move === null || copier?.kind !== 'loops' || outputs.has(move.from)) return false
    const part = { buffer: move.to, start: move.offset, end: move.offset + loop.rows * loop.columns }
    const without: Kernel = { ...copier, loops: copier.loops.filter((other) => other !== loop) }
    const writers = [...(users.get(move.to) ?? [])].filter((user) => accessesOf(user === index ? without : (kernels[user] as Kernel)).writes.some((write) => overlap(write, part)))
    if (writers.length > 0) return false

    const concerned = [...(users.get(move.from) ?? [])].filter((user) => user !== index && !gone.has(user))
    const replaced = concerned.map((user) => relocated(kernels[user] as Kernel, move))
    const own = relocated(without, move)
    const isOfOneKind = concerned.every((user) => kernels[user]?.once === copier.once || !accessesOf(kernels[user] as Kernel).writes.some(({ buffer }) => buffer === move.from))
    if (own === null || replaced.some((kernel) => kernel === null) || !isOfOneKind) return false
    concerned.forEach((user, i) => {
      kernels[user] = replaced[i] as Kernel
      users.get(move.to)?.add(user)
    })
    kernels[index] = own
    if (without.loops.length === 0) gone.add(index)
    return true
  }

  for (const index of schedule.phases.flat()) {
    let at = 0
    for (let kernel = kernels[index]; kernel?.kind === 'loops' && at < kernel.loops.length; kernel = kernels[index]) {
      if (tryMove(index, kernel.loops[at] as Loop)) moved = true
      else at++
    }
  }
  if (!moved) return schedule
  return compact({ ...schedule, kernels, phases: schedule.phases.map((phase) => phase.filter((kernel) => !gone.has(kernel))) })
}
