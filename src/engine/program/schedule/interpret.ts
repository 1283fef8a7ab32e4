import { LabError } from '../../../shared/errors.ts'
import type { HostTensor, NamedTensors } from '../../../shared/tensors.ts'
import { allocateDense, toHost, type DenseData, type DenseTensor } from '../../ops/dense.ts'
import { computeNow } from '../../ops/eager.ts'
import type { DType, Shape } from '../../ops/ops.ts'
import { sameShape } from '../../ops/primitives.ts'
import type { Axis, BufferId, Factor, Kernel, Loop, LoopInput, LoopOutput, LoopStep, ProductKernel, Schedule, SegmentSumKernel, Span } from './schedule.ts'
import { spansOf } from './spans.ts'

interface Memory {
  readonly at: (buffer: BufferId) => DenseData
  readonly step: number
}

const constructors = { f32: Float32Array, f64: Float64Array, i32: Int32Array, bool: Uint8Array } as const

/** Temporaries begin as garbage, so that reading what nobody wrote shows. */
const garbage = 0xc5

/** Arrays of all buffers; temporaries in one place share their bytes. */
function arraysOf({ buffers, inputs }: Schedule, given: NamedTensors): DenseData[] {
  const names = new Map(inputs.map(({ name, buffer }) => [buffer, name]))
  const places = new Map<number, ArrayBuffer>()
  const bytes = (dtype: DType, length: number): number => constructors[dtype].BYTES_PER_ELEMENT * length
  const filled = (size: number): ArrayBuffer => new Uint8Array(size).fill(garbage).buffer
  for (const { dtype, length, home } of buffers) {
    if (home.kind !== 'temporary' || home.place === null) continue
    const size = Math.max(places.get(home.place)?.byteLength ?? 0, bytes(dtype, length))
    places.set(home.place, filled(size))
  }
  return buffers.map(({ dtype, length, home }, id) => {
    if (home.kind === 'constant') return home.value.data.slice()
    if (home.kind === 'temporary') {
      const shared = home.place === null ? undefined : places.get(home.place)
      return new constructors[dtype](shared ?? filled(bytes(dtype, length)), 0, length)
    }
    const name = names.get(id) ?? ''
    const tensor = given[name]
    if (tensor === undefined) throw new LabError('bad-input', `The program needs a tensor named ${name}. Nothing was computed.`)
    return tensor.data.slice()
  })
}

function tensor(shape: Shape, dtype: DType, fill: (data: DenseData) => void): DenseTensor {
  const made = allocateDense({ shape, dtype })
  fill(made.data)
  return made
}

/** The places of all elements, in row-major order. */
function placesOf(offset: number, axes: readonly Axis[]): number[] {
  return axes.reduce((places, { length, stride }) => places.flatMap((place) => Array.from({ length }, (_, i) => place + i * stride)), [offset])
}

function shapeOf(span: Span, { rows, columns }: Loop): Shape {
  return { element: [rows, columns], row: [rows, 1], column: [1, columns], scalar: [1, 1] }[span]
}

function read(from: DenseData, dtype: DType, shape: Shape, places: readonly number[]): DenseTensor {
  return tensor(shape, dtype, (data) => places.forEach((place, i) => (data[i] = from[place]!)))
}

/** Neighbours, from `offset` on. */
function readRun(from: DenseData, dtype: DType, shape: Shape, offset: number): DenseTensor {
  return tensor(shape, dtype, (data) => data.set(from.subarray(offset, offset + data.length)))
}

function readInput(input: LoopInput, span: Span, loop: Loop, memory: Memory, product: DenseTensor | null): DenseTensor {
  const { rows, columns } = loop
  const shape = shapeOf(span, loop)
  switch (input.kind) {
    case 'strided': {
      const axes = [...(span === 'column' || span === 'scalar' ? [] : input.rowAxes), ...(span === 'row' || span === 'scalar' ? [] : input.columnAxes)]
      return read(memory.at(input.buffer), input.dtype, shape, placesOf(input.offset, axes))
    }
    case 'lookup': {
      const table = readRun(memory.at(input.buffer), input.dtype, [input.tableRows, columns], input.offset)
      const indices = read(memory.at(input.indices), 'i32', [rows], placesOf(input.indexOffset, [{ length: rows, stride: input.indexStride }]))
      return computeNow({ op: 'gather' }, [table, indices], memory.step)
    }
    case 'columnIndex':
    case 'rowIndex':
      return tensor(shape, 'i32', (data) => data.forEach((_, i) => (data[i] = i)))
    case 'step':
      return tensor(shape, 'f64', (data) => (data[0] = memory.step))
    case 'product':
      return product as DenseTensor
    default:
      return readRun(memory.at(input.buffer), input.dtype, shape, input.offset)
  }
}

function compute(step: LoopStep, registers: readonly DenseTensor[], loop: Loop, now: number): DenseTensor {
  if (step.kind === 'number') return tensor([1, 1], step.dtype, (data) => (data[0] = step.value))
  if (step.kind === 'elementwise') {
    const operands = step.operands.map((operand) => registers[operand] as DenseTensor)
    return computeNow(step.op === 'cast' ? { op: 'cast', dtype: step.dtype } : { op: step.op }, operands, now)
  }
  const whole = spread(registers[step.operand] as DenseTensor, [loop.rows, loop.columns], now)
  if (step.op !== 'argmax') return reduce(step.op, whole, [1], now)
  return { ...computeNow({ op: 'argmax', axis: 1 }, [whole], now), shape: [loop.rows, 1] }
}

/** Largest elements of nothing are −∞. */
function reduce(op: 'sum' | 'max', x: DenseTensor, axes: readonly number[], now: number): DenseTensor {
  const shape = x.shape.map((length, axis) => (axes.includes(axis) ? 1 : length))
  if (op === 'max' && x.data.length === 0) return tensor(shape, x.dtype, (data) => data.fill(-Infinity))
  return computeNow({ op, axes, keepDims: true }, [x], now)
}

function spread(x: DenseTensor, shape: Shape, now: number): DenseTensor {
  return sameShape(x.shape, shape) ? x : computeNow({ op: 'broadcastTo', shape }, [x], now)
}

function writeOutput(output: LoopOutput, value: DenseTensor, span: Span, loop: Loop, memory: Memory): void {
  const { rows, columns } = loop
  const to = memory.at(output.buffer)
  const write = ({ data }: DenseTensor): void => to.set(data, output.offset)
  const whole = (): DenseTensor => spread(value, [rows, columns], memory.step)
  switch (output.kind) {
    case 'element':
      return write(whole())
    case 'strided': {
      const { data } = whole()
      return placesOf(output.offset, [...output.rowAxes, ...output.columnAxes]).forEach((place, i) => (to[place] = data[i]!))
    }
    case 'row':
      return write(spread(value, [rows, 1], memory.step))
    case 'columnReduce':
      return write(reduce(output.op, whole(), [0], memory.step))
    case 'totalReduce': {
      const all = span === 'row' || span === 'scalar' ? spread(value, [rows, 1], memory.step) : whole()
      return write(reduce(output.op, all, [0, 1], memory.step))
    }
  }
}

/** All inputs are read before anything is written; a loop that streams may not be told apart from this. */
function runLoop(loop: Loop, memory: Memory, product: DenseTensor | null = null): void {
  const spans = spansOf(loop)
  const registers = loop.inputs.map((input, i) => readInput(input, spans[i] as Span, loop, memory, product))
  for (const step of loop.body) registers.push(compute(step, registers, loop, memory.step))
  for (const output of loop.outputs) writeOutput(output, registers[output.register] as DenseTensor, spans[output.register] as Span, loop, memory)
}

function runProduct({ dtype, batch, m, n, k, left, right, out, epilogue }: ProductKernel, memory: Memory): void {
  const factor = ({ buffer, offset, batchStride, rowStride, columnStride }: Factor, rows: number, columns: number): DenseTensor =>
    read(memory.at(buffer), dtype, [batch, rows, columns], placesOf(offset, [{ length: batch, stride: batchStride }, { length: rows, stride: rowStride }, { length: columns, stride: columnStride }]))
  const product = computeNow({ op: 'matmul', transposeLeft: false, transposeRight: false }, [factor(left, m, k), factor(right, k, n)], memory.step)
  memory.at(out).set(product.data)
  if (epilogue !== null) runLoop(epilogue, memory, { ...product, shape: [batch * m, n] })
}

function runSegmentSum({ dtype, rows, width, segments, values, indices, indexOffset, indexStride, out, offset }: SegmentSumKernel, memory: Memory): void {
  const summed = readRun(memory.at(values), dtype, [rows, width], 0)
  const index = read(memory.at(indices), 'i32', [rows], placesOf(indexOffset, [{ length: rows, stride: indexStride }]))
  memory.at(out).set(computeNow({ op: 'segmentSum', segments }, [summed, index], memory.step).data, offset)
}

function runKernel(kernel: Kernel, memory: Memory): void {
  switch (kernel.kind) {
    case 'loops':
      return kernel.loops.forEach((loop) => runLoop(loop, memory))
    case 'product':
      return runProduct(kernel, memory)
    case 'segmentSum':
      return runSegmentSum(kernel, memory)
    case 'random': {
      const counter = readRun(memory.at(kernel.counter), 'i32', [], 0)
      return memory.at(kernel.out).set(computeNow(kernel.primitive, [counter], memory.step).data)
    }
    case 'svd': {
      const { dtype, rows, columns, operand, out } = kernel
      const x = readRun(memory.at(operand), dtype, [rows, columns], 0)
      return memory.at(out).set(computeNow({ op: 'svd' }, [x], memory.step).data)
    }
  }
}

/**
 * One run of a schedule with the reference kernels: what a schedule means, kernel after kernel and slowly.
 *
 * @returns the output buffers by name, each as one axis
 */
export function runSchedule(schedule: Schedule, inputs: NamedTensors, step = 1): Readonly<Record<string, HostTensor>> {
  const arrays = arraysOf(schedule, inputs)
  const memory: Memory = { at: (buffer) => arrays[buffer] as DenseData, step }
  for (const index of schedule.phases.flat()) runKernel(schedule.kernels[index] as Kernel, memory)
  return Object.fromEntries(
    schedule.outputs.map(({ name, buffer }) => {
      const data = memory.at(buffer)
      return [name, toHost({ shape: [data.length], dtype: schedule.buffers[buffer]?.dtype ?? 'f32', data })]
    }),
  )
}
