import { sizeOf } from '../../../shared/tensors.ts'
import type { DType } from '../../ops/ops.ts'
import { costTable, flopOfProduct, flopOfSvd, plus, totalCost, type Cost, type OperationCost, type ProductSize } from './cost.ts'
import { bytesOfElement } from './lifetimes.ts'
import type { Factor, Kernel, Loop, LoopInput, LoopOutput, LoopStep, Schedule, Span } from './schedule.ts'
import { spansOf } from './spans.ts'

function elementsOfInput(input: LoopInput, rows: number, columns: number): number {
  switch (input.kind) {
    case 'element':
      return rows * columns
    case 'lookup':
      return rows * columns
    case 'row':
      return rows
    case 'column':
      return columns
    case 'scalar':
      return 1
    case 'strided':
      return [...input.rowAxes, ...input.columnAxes].reduce((n, { length, stride }) => (stride === 0 ? n : n * length), 1)
    case 'columnIndex':
    case 'rowIndex':
    case 'step':
    case 'product':
      return 0
  }
}

function elementsOfOutput({ kind }: LoopOutput, rows: number, columns: number): number {
  return { element: rows * columns, strided: rows * columns, row: rows, columnReduce: columns, totalReduce: 1 }[kind]
}

/** A step counts as often as its span says: a register of a row is computed once a row. */
function loopCost(loop: Loop, dtypeOf: (buffer: number) => DType): Cost {
  const { rows, columns, inputs, body, outputs } = loop
  const times = { element: rows * columns, row: rows, column: columns, scalar: 1 }
  const spans = spansOf(loop)
  const flopOfStep = (step: LoopStep, i: number): number => {
    if (step.kind === 'rowReduce') return rows * columns
    return step.kind === 'number' || step.op === 'cast' ? 0 : times[spans[inputs.length + i] as Span]
  }
  const flopOfOutput = ({ kind, register }: LoopOutput): number => {
    if (kind === 'columnReduce') return rows * columns
    if (kind !== 'totalReduce') return 0
    const span = spans[register]
    return span === 'row' || span === 'scalar' ? rows : rows * columns
  }
  const indexBytes = inputs.filter(({ kind }) => kind === 'lookup').length * rows * bytesOfElement.i32
  return {
    flop: body.reduce((sum, step, i) => sum + flopOfStep(step, i), 0) + outputs.reduce((sum, output) => sum + flopOfOutput(output), 0),
    bytesRead: inputs.reduce((sum, input) => sum + elementsOfInput(input, rows, columns) * bytesOfElement[input.dtype], indexBytes),
    bytesWritten: outputs.reduce((sum, output) => sum + elementsOfOutput(output, rows, columns) * bytesOfElement[dtypeOf(output.buffer)], 0),
  }
}

function elementsOfFactor({ batchStride }: Factor, batch: number, rows: number, columns: number): number {
  return (batchStride === 0 ? 1 : batch) * rows * columns
}

function kernelCost(kernel: Kernel, schedule: Schedule): Cost {
  const dtypeOf = (buffer: number): DType => schedule.buffers[buffer]?.dtype ?? 'f32'
  switch (kernel.kind) {
    case 'loops':
      return totalCost(kernel.loops.map((loop) => loopCost(loop, dtypeOf)))
    case 'product': {
      const { dtype, batch, m, n, k, left, right, out, epilogue } = kernel
      const size = bytesOfElement[dtype]
      const product = {
        flop: flopOfProduct(kernel),
        bytesRead: size * (elementsOfFactor(left, batch, m, k) + elementsOfFactor(right, batch, k, n)),
        bytesWritten: epilogue?.outputs.some(({ buffer }) => buffer === out) === true ? 0 : size * batch * m * n,
      }
      return epilogue === null ? product : plus(product, loopCost(epilogue, dtypeOf))
    }
    case 'segmentSum': {
      const { dtype, rows, width, segments } = kernel
      const size = bytesOfElement[dtype]
      return { flop: rows * width, bytesRead: size * rows * width + bytesOfElement.i32 * rows, bytesWritten: size * segments * width }
    }
    case 'random': {
      const { primitive } = kernel
      if (primitive.op === 'randomPermutation') return { flop: 0, bytesRead: bytesOfElement.i32, bytesWritten: bytesOfElement.i32 * primitive.n }
      const n = sizeOf(primitive.shape)
      return { flop: n, bytesRead: bytesOfElement.i32, bytesWritten: bytesOfElement[primitive.dtype] * n }
    }
    case 'svd': {
      const { dtype, rows, columns } = kernel
      const size = bytesOfElement[dtype]
      return { flop: flopOfSvd(rows, columns), bytesRead: size * rows * columns, bytesWritten: size * (rows + 1 + columns) * Math.min(rows, columns) }
    }
  }
}

function nameOf(kernel: Kernel): string {
  const name = kernel.kind === 'random' ? kernel.primitive.op : kernel.kind === 'product' && kernel.epilogue !== null ? 'product with epilogue' : kernel.kind
  return kernel.once ? `${name}, once` : name
}

/** Costs of a schedule by kind of kernel; kernels that run once before the first step stand apart. */
export function scheduleCosts(schedule: Schedule): OperationCost[] {
  return costTable(schedule.kernels.map((kernel) => ({ operation: nameOf(kernel), ...kernelCost(kernel, schedule) })))
}

/** What each step costs: without the kernels that run once. */
export function stepCost(schedule: Schedule): Cost {
  return totalCost(schedule.kernels.filter(({ once }) => !once).map((kernel) => kernelCost(kernel, schedule)))
}

export function productsOfSchedule({ kernels }: Schedule): ProductSize[] {
  return kernels.flatMap((kernel) => (kernel.kind === 'product' && !kernel.once ? [kernel] : [])).map(({ batch, m, n, k }) => ({ batch, m, n, k }))
}
