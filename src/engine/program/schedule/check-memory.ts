import { accessesOf, accessesOfLoop, overlap, type Access } from './accesses.ts'
import type { Fault } from './check-loops.ts'
import type { Buffer, BufferId, Kernel, Loop, Schedule } from './schedule.ts'

/** Whether some loop reads a buffer elsewhere than at the element that it writes. */
function checkOwnElements(loop: Loop, fault: Fault): void {
  const isOne = loop.rows * loop.columns === 1
  for (const output of loop.outputs) {
    for (const input of loop.inputs) {
      if (input.kind === 'lookup' && input.indices === output.buffer) fault(`a loop writes buffer ${output.buffer}, in which it looks up indices`)
      if (!('buffer' in input) || input.buffer !== output.buffer) continue
      const isOwn = input.kind !== 'lookup' && input.offset === output.offset && (isOne || (input.kind === output.kind && input.kind !== 'strided'))
      const [read] = accessesOfLoop({ ...loop, inputs: [input], outputs: [] }).reads
      const [written] = accessesOfLoop({ ...loop, inputs: [], outputs: [output] }).writes
      if (!isOwn && read && written && overlap(read, written)) fault(`a loop reads buffer ${output.buffer} at other elements than it writes`)
    }
  }
}

function checkWithin(kernel: Kernel, fault: Fault): void {
  const overlapping = (reads: readonly Access[], writes: readonly Access[]): Access | undefined => reads.find((read) => writes.some((write) => overlap(read, write)))
  if (kernel.kind === 'loops') {
    kernel.loops.forEach((loop) => checkOwnElements(loop, fault))
    const accesses = kernel.loops.map(accessesOfLoop)
    const byBuffer = new Map<BufferId, (Access & { readonly loop: number })[]>()
    accesses.forEach(({ writes }, loop) => writes.forEach((write) => byBuffer.set(write.buffer, [...(byBuffer.get(write.buffer) ?? []), { ...write, loop }])))
    accesses.forEach(({ reads }, loop) => {
      for (const read of reads) {
        const other = byBuffer.get(read.buffer)?.find((write) => write.loop !== loop && overlap(read, write))
        if (other) fault(`one loop of a kernel reads what another writes, in buffer ${read.buffer}`)
      }
    })
  } else if (kernel.kind === 'product') {
    const { epilogue, ...product } = kernel
    const { reads } = accessesOf({ ...product, epilogue: null })
    const clash = overlapping(reads, accessesOf(kernel).writes)
    if (clash) fault(`a product writes buffer ${clash.buffer}, which is one of its factors`)
    if (epilogue !== null) checkOwnElements(epilogue, fault)
  } else {
    const { reads, writes } = accessesOf(kernel)
    const clash = overlapping(reads, writes)
    if (clash) fault(`a kernel ${kernel.kind} writes buffer ${clash.buffer}, which it reads`)
  }
}

/** In bounds; nothing that another kernel of the phase writes is touched. */
function checkPhase(kernels: readonly Kernel[], buffers: readonly Buffer[], fault: Fault): void {
  const written = new Map<BufferId, (Access & { readonly kernel: number })[]>()
  const all = kernels.map(accessesOf)
  all.forEach(({ reads, writes }, kernel) => {
    for (const access of [...reads, ...writes]) {
      const { buffer, start, end } = access
      const length = buffers[buffer]?.length ?? fault(`buffer ${buffer} does not exist`)
      if (end > start && (start < 0 || end > length)) fault(`elements ${start} to ${end} of buffer ${buffer}, which has ${length}`)
    }
    for (const write of writes) written.set(write.buffer, [...(written.get(write.buffer) ?? []), { ...write, kernel }])
  })
  all.forEach(({ reads, writes }, kernel) => {
    for (const access of [...reads, ...writes]) {
      const clash = written.get(access.buffer)?.find((write) => write.kernel !== kernel && overlap(write, access))
      if (clash) fault(`two kernels of one phase meet in buffer ${access.buffer}, and one writes`)
    }
  })
}

/** Which temporary stands in each place, as the phases go by. */
function checkPlaces({ buffers, kernels, phases, outputs }: Schedule, fault: Fault): void {
  const standing = new Map<number, BufferId>()
  const placeOf = (buffer: BufferId): number => {
    const home = buffers[buffer]?.home
    return home?.kind === 'temporary' && home.place !== null ? home.place : -1 - buffer
  }
  const isTemporary = (buffer: BufferId): boolean => buffers[buffer]?.home.kind === 'temporary'
  const checkRead = (buffer: BufferId): void => {
    if (isTemporary(buffer) && standing.get(placeOf(buffer)) !== buffer) fault(`buffer ${buffer} is read where nothing has been written, or something else`)
  }
  for (const phase of phases) {
    const users = new Map<number, { readonly kernel: number; readonly buffer: BufferId }[]>()
    const accesses = phase.map((kernel) => ({ kernel, ...accessesOf(kernels[kernel] as Kernel) }))
    for (const { kernel, reads } of accesses) {
      for (const { buffer, start, end } of reads) {
        if (end > start) checkRead(buffer)
        users.set(placeOf(buffer), [...(users.get(placeOf(buffer)) ?? []), { kernel, buffer }])
      }
    }
    for (const { kernel, writes } of accesses) {
      for (const { buffer } of writes) {
        const place = placeOf(buffer)
        const other = users.get(place)?.find((user) => user.buffer !== buffer)
        if (other) fault(`buffers ${buffer} and ${other.buffer} are used in one phase and stand in one place`)
        users.set(place, [...(users.get(place) ?? []), { kernel, buffer }])
        standing.set(place, buffer)
      }
    }
  }
  for (const { buffer } of outputs) if ((buffers[buffer]?.length ?? 0) > 0) checkRead(buffer)
}

/** What runs once reads nothing that changes, and what it writes lasts. */
function checkOnce({ buffers, kernels }: Schedule, fault: Fault): void {
  const changing = new Set<BufferId>()
  for (const kernel of kernels) if (!kernel.once) for (const { buffer } of accessesOf(kernel).writes) changing.add(buffer)
  const places = new Map<number, Set<BufferId>>()
  buffers.forEach(({ home }, id) => {
    if (home.kind === 'temporary' && home.place !== null) places.set(home.place, (places.get(home.place) ?? new Set()).add(id))
  })
  for (const kernel of kernels) {
    if (!kernel.once) continue
    const { reads, writes } = accessesOf(kernel)
    const changes = [...reads, ...writes].find(({ buffer }) => changing.has(buffer))
    if (changes) fault(`a kernel that runs once touches buffer ${changes.buffer}, which changes in every step`)
    if (kernel.kind === 'loops' && kernel.loops.some(({ inputs }) => inputs.some(({ kind }) => kind === 'step'))) fault('a kernel that runs once reads the step')
    for (const { buffer } of writes) {
      const home = buffers[buffer]?.home
      if (home?.kind === 'temporary' && home.place !== null && (places.get(home.place)?.size ?? 0) > 1) fault(`buffer ${buffer} is written once but shares its place`)
    }
  }
}

export function checkMemory(schedule: Schedule, fault: Fault): void {
  for (const kernel of schedule.kernels) checkWithin(kernel, fault)
  for (const phase of schedule.phases) checkPhase(phase.map((kernel) => schedule.kernels[kernel] as Kernel), schedule.buffers, fault)
  checkPlaces(schedule, fault)
  checkOnce(schedule, fault)
}
