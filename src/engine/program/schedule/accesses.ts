import { sizeOf } from '../../../shared/tensors.ts'
import type { Axis, BufferId, Factor, Kernel, Loop, LoopInput, LoopOutput } from './schedule.ts'

/** Elements `start` to `end`, the last not included, of a buffer: all that a kernel touches lies between them. */
export interface Access {
  readonly buffer: BufferId
  readonly start: number
  readonly end: number
}

export interface Accesses {
  readonly reads: readonly Access[]
  readonly writes: readonly Access[]
}

export function overlap(a: Access, b: Access): boolean {
  return a.buffer === b.buffer && a.start < b.end && b.start < a.end
}

function run(buffer: BufferId, start: number, length: number): Access {
  return { buffer, start, end: start + length }
}

function strided(buffer: BufferId, offset: number, axes: readonly Axis[]): Access {
  if (axes.some(({ length }) => length === 0)) return run(buffer, offset, 0)
  const reach = axes.map(({ length, stride }) => (length - 1) * stride)
  const below = reach.reduce((sum, by) => sum + Math.min(by, 0), 0)
  const above = reach.reduce((sum, by) => sum + Math.max(by, 0), 0)
  return { buffer, start: offset + below, end: offset + above + 1 }
}

function readsOfInput(input: LoopInput, rows: number, columns: number): Access[] {
  switch (input.kind) {
    case 'element':
      return [run(input.buffer, input.offset, rows * columns)]
    case 'row':
      return [run(input.buffer, input.offset, rows)]
    case 'column':
      return [run(input.buffer, input.offset, columns)]
    case 'scalar':
      return [run(input.buffer, input.offset, 1)]
    case 'strided':
      return [strided(input.buffer, input.offset, [...input.rowAxes, ...input.columnAxes])]
    case 'lookup':
      return [
        run(input.buffer, input.offset, input.tableRows * columns),
        strided(input.indices, input.indexOffset, [{ length: rows, stride: input.indexStride }]),
      ]
    case 'columnIndex':
    case 'rowIndex':
    case 'step':
    case 'product':
      return []
  }
}

function writeOfOutput(output: LoopOutput, rows: number, columns: number): Access {
  const { buffer, offset } = output
  if (output.kind === 'strided') return strided(buffer, offset, [...output.rowAxes, ...output.columnAxes])
  return run(buffer, offset, { element: rows * columns, row: rows, columnReduce: columns, totalReduce: 1 }[output.kind])
}

export function accessesOfLoop({ rows, columns, inputs, outputs }: Loop): Accesses {
  return {
    reads: inputs.flatMap((input) => readsOfInput(input, rows, columns)),
    writes: outputs.map((output) => writeOfOutput(output, rows, columns)),
  }
}

function readOfFactor({ buffer, offset, batchStride, rowStride, columnStride }: Factor, batch: number, rows: number, columns: number): Access {
  return strided(buffer, offset, [
    { length: batch, stride: batchStride },
    { length: rows, stride: rowStride },
    { length: columns, stride: columnStride },
  ])
}

function findAccesses(kernel: Kernel): Accesses {
  switch (kernel.kind) {
    case 'loops': {
      const parts = kernel.loops.map(accessesOfLoop)
      return { reads: parts.flatMap(({ reads }) => reads), writes: parts.flatMap(({ writes }) => writes) }
    }
    case 'product': {
      const { batch, m, n, k, left, right, out, epilogue } = kernel
      const after = epilogue === null ? { reads: [], writes: [] } : accessesOfLoop(epilogue)
      return {
        reads: [readOfFactor(left, batch, m, k), readOfFactor(right, batch, k, n), ...after.reads],
        writes: [run(out, 0, batch * m * n), ...after.writes],
      }
    }
    case 'segmentSum': {
      const { rows, width, segments, values, indices, indexOffset, indexStride, out, offset } = kernel
      return {
        reads: [run(values, 0, rows * width), strided(indices, indexOffset, [{ length: rows, stride: indexStride }])],
        writes: [run(out, offset, segments * width)],
      }
    }
    case 'random': {
      const { primitive, counter, out } = kernel
      return { reads: [run(counter, 0, 1)], writes: [run(out, 0, primitive.op === 'randomPermutation' ? primitive.n : sizeOf(primitive.shape))] }
    }
    case 'svd': {
      const { rows, columns, operand, out } = kernel
      return { reads: [run(operand, 0, rows * columns)], writes: [run(out, 0, (rows + 1 + columns) * Math.min(rows, columns))] }
    }
  }
}

/** Every pass and every check asks again, mostly about kernels that have not changed. */
const known = new WeakMap<Kernel, Accesses>()

/** What a kernel reads and writes, as the smallest runs of elements that hold it. */
export function accessesOf(kernel: Kernel): Accesses {
  const before = known.get(kernel)
  if (before !== undefined) return before
  const found = findAccesses(kernel)
  known.set(kernel, found)
  return found
}
