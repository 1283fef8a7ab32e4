import { accessesOf, type Accesses } from './accesses.ts'
import { LoopBuilder } from './loop-builder.ts'
import type { BufferId, Kernel, Loop, Schedule } from './schedule.ts'

const nothing: Accesses = { reads: [], writes: [] }

/**
 * The kernels of a schedule by what they read and write, while passes exchange them. Every temporary is still in a place of its
 * own and written before it is read, so order follows from the buffers; only the copies of new state to the inputs' buffers, which
 * come last, wait for all readers of the old one.
 *
 * An order in which each kernel comes after all that it needs is kept at all times, so that questions about two kernels are
 * answered by looking at those between them.
 */
export class KernelGraph {
  private readonly schedule: Schedule
  private readonly kernels: (Kernel | null)[]
  private readonly accesses: Accesses[] = []
  private readonly readersOf: Set<number>[]
  private readonly writersOf: Set<number>[]
  private readonly outputs: ReadonlySet<BufferId>
  private readonly sequence: number[]
  private readonly place: Int32Array
  private readonly seen: Int32Array
  private search = 0

  constructor(schedule: Schedule) {
    this.schedule = schedule
    this.kernels = [...schedule.kernels]
    this.readersOf = schedule.buffers.map(() => new Set())
    this.writersOf = schedule.buffers.map(() => new Set())
    this.outputs = new Set(schedule.outputs.map(({ buffer }) => buffer))
    this.seen = new Int32Array(schedule.kernels.length)
    this.place = new Int32Array(schedule.kernels.length)
    this.sequence = schedule.phases.flat()
    this.sequence.forEach((index, at) => (this.place[index] = at))
    this.kernels.forEach((_, index) => this.link(index))
  }

  /** Indices of the kernels as the schedule came, in its order. */
  get order(): readonly number[] {
    return this.schedule.phases.flat()
  }

  kernel(index: number): Kernel | null {
    return this.kernels[index] ?? null
  }

  /** The loop of a kernel of one loop. */
  loop(index: number): Loop | null {
    const kernel = this.kernel(index)
    return kernel?.kind === 'loops' && kernel.loops.length === 1 ? (kernel.loops[0] ?? null) : null
  }

  readers(buffer: BufferId): ReadonlySet<number> {
    return this.readersOf[buffer] as Set<number>
  }

  writers(buffer: BufferId): ReadonlySet<number> {
    return this.writersOf[buffer] as Set<number>
  }

  isInput(buffer: BufferId): boolean {
    return this.schedule.buffers[buffer]?.home.kind === 'input'
  }

  isTemporary(buffer: BufferId): boolean {
    return this.schedule.buffers[buffer]?.home.kind === 'temporary'
  }

  lengthOf(buffer: BufferId): number {
    return this.schedule.buffers[buffer]?.length ?? 0
  }

  isOutput(buffer: BufferId): boolean {
    return this.outputs.has(buffer)
  }

  /** Whether anybody but the kernels named reads a buffer. */
  isReadElsewhere(buffer: BufferId, ...but: readonly number[]): boolean {
    return this.isOutput(buffer) || [...this.readers(buffer)].some((reader) => !but.includes(reader))
  }

  /** Whether a kernel brings results to the buffer of an input: it comes last and stays as it is. */
  movesState(index: number): boolean {
    return this.accessesOf(index).writes.some(({ buffer }) => this.isInput(buffer))
  }

  replace(index: number, kernel: Kernel | null): void {
    const { reads, writes } = this.accessesOf(index)
    for (const { buffer } of reads) this.readersOf[buffer]?.delete(index)
    for (const { buffer } of writes) this.writersOf[buffer]?.delete(index)
    this.kernels[index] = kernel
    this.link(index)
  }

  private link(index: number): void {
    const kernel = this.kernel(index)
    const own = kernel === null ? nothing : accessesOf(kernel)
    this.accesses[index] = own
    for (const { buffer } of own.reads) this.readersOf[buffer]?.add(index)
    for (const { buffer } of own.writes) this.writersOf[buffer]?.add(index)
  }

  accessesOf(index: number): Accesses {
    return this.accesses[index] ?? nothing
  }

  private successors(index: number): number[] {
    return this.accessesOf(index).writes.flatMap(({ buffer }) => (this.isInput(buffer) ? [] : [...this.readers(buffer)]))
  }

  /** Kernels whose results a kernel reads. */
  producers(index: number): number[] {
    const writers = this.accessesOf(index).reads.flatMap(({ buffer }) => (this.isInput(buffer) ? [] : [...this.writers(buffer)]))
    return [...new Set(writers)].filter((writer) => writer !== index)
  }

  /** Puts `kernel` in the place of two, of which neither needs the other through a third; it goes by the index `kept`. */
  join(gone: number, kept: number, kernel: Kernel): void {
    const [early, late] = this.inOrder(gone, kept)
    const after = this.dependantsBetween(early, late)
    const [from, to] = [this.placeOf(early), this.placeOf(late)]
    const between = this.sequence.slice(from + 1, to)
    const moved = [...between.filter((index) => !after.has(index)), kept, ...between.filter((index) => after.has(index)), gone]
    moved.forEach((index, i) => {
      this.sequence[from + i] = index
      this.place[index] = from + i
    })
    this.replace(gone, null)
    this.replace(kept, kernel)
  }

  private placeOf(index: number): number {
    return this.place[index] as number
  }

  private inOrder(a: number, b: number): readonly [early: number, late: number] {
    return this.placeOf(a) < this.placeOf(b) ? [a, b] : [b, a]
  }

  /** Kernels before `late` that need `early`, and `late` itself where one of them leads to it. */
  private dependantsBetween(early: number, late: number): Set<number> {
    const end = this.placeOf(late)
    const found = new Set<number>()
    this.search++
    const open = this.successors(early).filter((next) => next !== late)
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      if (this.seen[index] === this.search || this.placeOf(index) > end) continue
      this.seen[index] = this.search
      found.add(index)
      if (index === late) return found
      open.push(...this.successors(index))
    }
    return found
  }

  /** Whether one of two kernels needs the other through a third, so that they cannot be one. */
  hasDetour(a: number, b: number): boolean {
    const [early, late] = this.inOrder(a, b)
    return this.dependantsBetween(early, late).has(late)
  }

  /** Whether one of two kernels needs the other in any way. */
  areBound(a: number, b: number): boolean {
    const [early, late] = this.inOrder(a, b)
    return this.successors(early).includes(late) || this.hasDetour(early, late)
  }

  /**
   * The schedule with what is left, each kernel a phase, each after all that it needs. What nobody reads is not computed; buffers
   * that nobody names any more stay in the list, `compact` numbers the others anew.
   */
  toSchedule(): Schedule {
    for (const index of this.sequence.toReversed()) this.removeUnused(index)
    const kernels = this.sequence.flatMap((index) => this.kernel(index) ?? [])
    return { ...this.schedule, kernels, phases: kernels.map((_, index) => [index]) }
  }

  private removeUnused(index: number): void {
    const isUsed = (buffer: BufferId): boolean => this.isInput(buffer) || this.isReadElsewhere(buffer, index)
    const unused = this.accessesOf(index).writes.filter(({ buffer }) => !isUsed(buffer))
    if (unused.length === 0) return
    const kernel = this.kernel(index)
    if (unused.length === this.accessesOf(index).writes.length) this.replace(index, null)
    else if (kernel?.kind === 'loops') {
      const loops = kernel.loops.map((loop) => withOutputs(loop, isUsed)).filter(({ outputs }) => outputs.length > 0)
      this.replace(index, { ...kernel, loops })
    }
  }
}

/** The loop with those results only that go to the buffers wanted. */
function withOutputs(loop: Loop, isWanted: (buffer: BufferId) => boolean): Loop {
  const builder = new LoopBuilder({ rows: loop.rows, columns: loop.columns })
  const registers = builder.addLoop(loop)
  for (const output of loop.outputs) if (isWanted(output.buffer)) builder.write({ ...output, register: registers[output.register] as number })
  return builder.build()
}
