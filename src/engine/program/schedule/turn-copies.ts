import { KernelGraph } from './kernel-graph.ts'
import { LoopBuilder } from './loop-builder.ts'
import type { Axis, Loop, LoopInput, LoopOutput, Schedule } from './schedule.ts'

type Strided = LoopInput & { readonly kind: 'strided' }

/** Row-major strides of axes, slowest first. */
function inOrder(axes: readonly Axis[]): Axis[] {
  let stride = 1
  return axes.toReversed().map(({ length }) => {
    const axis = { length, stride }
    stride *= length
    return axis
  }).reverse()
}

/**
 * The loop in the order of what it reads: it goes over the elements of its only operand one after the other and writes each to
 * its place; null where it does not read every element of a buffer once.
 */
function turned(loop: Loop, length: number): Loop | null {
  const reads = loop.inputs.filter(({ kind }) => kind !== 'scalar' && kind !== 'step')
  const [output] = loop.outputs
  const input = reads[0]
  if (reads.length !== 1 || input?.kind !== 'strided' || loop.outputs.length !== 1 || output?.kind !== 'element') return null
  if (input.offset !== 0 || loop.body.some(({ kind }) => kind === 'rowReduce')) return null
  const from = [...input.rowAxes, ...input.columnAxes]
  const to = inOrder(from)
  const axes = from.map((axis, i) => ({ read: axis, write: to[i] as Axis })).toSorted((a, b) => b.read.stride - a.read.stride)
  const isWhole = inOrder(axes.map(({ read }) => read)).every(({ stride }, i) => stride === axes[i]?.read.stride)
  if (!isWhole || loop.rows * loop.columns !== length) return null

  const columns = axes.at(-1)?.write.length ?? 1
  const builder = new LoopBuilder({ rows: length / columns, columns })
  const { buffer, offset, dtype } = input satisfies Strided
  const registers = builder.addLoop(loop, (other) => (other === input ? builder.add({ kind: 'element', buffer, offset, dtype }) : undefined))
  const write = axes.map((axis) => axis.write)
  const moved: LoopOutput = { kind: 'strided', register: registers[output.register] as number, buffer: output.buffer, offset: output.offset, rowAxes: write.slice(0, -1), columnAxes: write.slice(-1) }
  builder.write(moved)
  return builder.build()
}

/**
 * Lets transposed copies for products go in the order in which their operand is made: then they are part of the loop or of the
 * product that makes it, which writes each element to its place at once. Heads of attention are such copies.
 */
export function turnCopies(schedule: Schedule): Schedule {
  const graph = new KernelGraph(schedule)
  let isTurned = false
  for (const index of graph.order) {
    const kernel = graph.kernel(index)
    const loop = graph.loop(index)
    const [read, written] = [graph.accessesOf(index).reads[0], graph.accessesOf(index).writes[0]]
    if (kernel === null || loop === null || read === undefined || written === undefined || graph.movesState(index)) continue
    const isForWhole = [...graph.readers(written.buffer)].some((reader) => graph.kernel(reader)?.kind !== 'loops')
    const isMade = [...graph.writers(read.buffer)].some((writer) => graph.kernel(writer)?.once === kernel.once)
    const other = isForWhole && isMade ? turned(loop, graph.lengthOf(read.buffer)) : null
    if (other === null) continue
    graph.replace(index, { kind: 'loops', loops: [other], once: kernel.once })
    isTurned = true
  }
  return isTurned ? graph.toSchedule() : schedule
}
