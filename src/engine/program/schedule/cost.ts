import { sizeOf } from '../../../shared/tensors.ts'
import type { DType } from '../../ops/ops.ts'
import type { Primitive, TensorType } from '../../ops/primitives.ts'
import { typesOf, type Instruction, type Program } from '../program.ts'
import { bytesOfElement } from './lifetimes.ts'
import type { Factor, Kernel, Loop, LoopInput, LoopOutput, Schedule } from './schedule.ts'

/** What one operation costs, or several of one name. */
export interface Cost {
  /** Floating-point operations: one an element for each elementwise operation, whichever, and for each term of a sum; 2mnk a product. */
  readonly flop: number
  /** Bytes read and written, each operand and result once, as if nothing stayed in a cache. */
  readonly bytesRead: number
  readonly bytesWritten: number
}

export interface OperationCost extends Cost {
  readonly operation: string
  readonly count: number
}

/** The matrix products of a step: what remains when everything else is free. */
export interface ProductSize {
  readonly dtype: 'f32' | 'f64'
  readonly batch: number
  readonly m: number
  readonly n: number
  readonly k: number
}

const none: Cost = { flop: 0, bytesRead: 0, bytesWritten: 0 }

function plus(a: Cost, b: Cost): Cost {
  return { flop: a.flop + b.flop, bytesRead: a.bytesRead + b.bytesRead, bytesWritten: a.bytesWritten + b.bytesWritten }
}

export function totalCost(costs: readonly Cost[]): Cost {
  return costs.reduce(plus, none)
}

/** One row a name, in the order of first appearance. */
function table(rows: readonly (Cost & { readonly operation: string })[]): OperationCost[] {
  const byName = new Map<string, OperationCost>()
  for (const row of rows) {
    const { operation } = row
    const before = byName.get(operation) ?? { ...none, operation, count: 0 }
    byName.set(operation, { operation, count: before.count + 1, ...plus(before, row) })
  }
  return [...byName.values()]
}

const flopOfProduct = ({ batch, m, n, k }: ProductSize): number => 2 * batch * m * n * k

/** Singular values with both bases of an m × n matrix, m ≥ n: 14mn² + 8n³ (Golub & Van Loan, Matrix Computations, 4th ed., figure 8.6.1). */
function flopOfSvd(rows: number, columns: number): number {
  const [long, short] = [Math.max(rows, columns), Math.min(rows, columns)]
  return 14 * long * short ** 2 + 8 * short ** 3
}

/** Other names for the elements that are there. */
const views: ReadonlySet<string> = new Set(['reshape', 'stopGradient'])
/** Elements that change their place, their type or nothing. */
const moves: ReadonlySet<string> = new Set(['constant', 'full', 'iota', 'step', 'transpose', 'broadcastTo', 'slice', 'concat', 'pad', 'oneHot', 'gather', 'cast', 'randomPermutation'])

function flopOf(primitive: Primitive, operands: readonly TensorType[], result: TensorType): number {
  const [first, second] = operands
  switch (primitive.op) {
    case 'matmul':
      return flopOfProduct(productOf(primitive, operands, result))
    case 'sum':
    case 'max':
    case 'argmax':
    case 'segmentSum':
      return sizeOf(first?.shape ?? [])
    // Maximum, difference, exponential and sum for each logit; the logarithm and the pick are a row's.
    case 'crossEntropy':
      return 4 * sizeOf(first?.shape ?? []) + 2 * sizeOf(second?.shape ?? [])
    case 'svd':
      return flopOfSvd(first?.shape[0] ?? 0, first?.shape[1] ?? 0)
    default:
      return moves.has(primitive.op) || views.has(primitive.op) ? 0 : sizeOf(result.shape)
  }
}

const bytes = ({ shape, dtype }: TensorType): number => sizeOf(shape) * bytesOfElement[dtype]

function instructionCost({ primitive, type }: Instruction, operands: readonly TensorType[]): Cost {
  if (views.has(primitive.op)) return none
  // Moves read what they place; a row that is not looked up is not read.
  const takesPart = primitive.op === 'gather' || primitive.op === 'slice'
  const read = takesPart ? bytes(type) + operands.slice(1).reduce((sum, operand) => sum + bytes(operand), 0) : operands.reduce((sum, operand) => sum + bytes(operand), 0)
  return { flop: flopOf(primitive, operands, type), bytesRead: read, bytesWritten: bytes(type) }
}

function productOf({ transposeLeft }: Primitive<'matmul'>, [left]: readonly TensorType[], { shape, dtype }: TensorType): ProductSize {
  const [m = 0, n = 0] = shape.slice(-2)
  const k = left?.shape.at(transposeLeft ? -2 : -1) ?? 0
  return { dtype: dtype === 'f64' ? 'f64' : 'f32', batch: sizeOf(shape.slice(0, -2)), m, n, k }
}

/** Costs of a program by primitive, each operation on its own. */
export function programCosts(program: Program): OperationCost[] {
  const types = typesOf(program)
  return table(
    program.instructions.map((instruction) => {
      const operands = instruction.operands.map((operand) => types.get(operand) as TensorType)
      return { operation: instruction.primitive.op, ...instructionCost(instruction, operands) }
    }),
  )
}

export function productsOfProgram(program: Program): ProductSize[] {
  const types = typesOf(program)
  return program.instructions.flatMap(({ primitive, operands, type }) =>
    primitive.op === 'matmul' ? [productOf(primitive, operands.map((operand) => types.get(operand) as TensorType), type)] : [],
  )
}

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

/** Steps count as often as their span says: a register of a row is computed once a row. */
function loopCost({ rows, columns, inputs, body, outputs }: Loop, dtypeOf: (buffer: number) => DType): Cost {
  type Shape = readonly [byRow: boolean, byColumn: boolean]
  const timesOf = ([byRow, byColumn]: Shape): number => (byRow ? rows : 1) * (byColumn ? columns : 1)
  const shapes: Shape[] = inputs.map((input): Shape => {
    switch (input.kind) {
      case 'element':
      case 'lookup':
      case 'product':
        return [true, true]
      case 'row':
      case 'rowIndex':
        return [true, false]
      case 'column':
      case 'columnIndex':
        return [false, true]
      case 'scalar':
      case 'step':
        return [false, false]
      case 'strided':
        return [input.rowAxes.some(({ stride }) => stride !== 0), input.columnAxes.some(({ stride }) => stride !== 0)]
    }
  })
  let flop = 0
  for (const step of body) {
    if (step.kind === 'number') {
      shapes.push([false, false])
    } else if (step.kind === 'rowReduce') {
      flop += rows * columns
      shapes.push([true, false])
    } else {
      const operands = step.operands.map((operand) => shapes[operand] as Shape)
      const shape: Shape = [operands.some(([byRow]) => byRow), operands.some(([, byColumn]) => byColumn)]
      if (step.op !== 'cast') flop += timesOf(shape)
      shapes.push(shape)
    }
  }
  for (const output of outputs) {
    if (output.kind === 'columnReduce') flop += rows * columns
    else if (output.kind === 'totalReduce') flop += rows * ((shapes[output.register] as Shape)[1] ? columns : 1)
  }
  const indexBytes = inputs.reduce((sum, input) => sum + (input.kind === 'lookup' ? rows * bytesOfElement.i32 : 0), 0)
  return {
    flop,
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
  return table(schedule.kernels.map((kernel) => ({ operation: nameOf(kernel), ...kernelCost(kernel, schedule) })))
}

/** What each step costs: without the kernels that run once. */
export function stepCost(schedule: Schedule): Cost {
  return totalCost(schedule.kernels.filter(({ once }) => !once).map((kernel) => kernelCost(kernel, schedule)))
}

export function productsOfSchedule({ kernels }: Schedule): ProductSize[] {
  return kernels.flatMap((kernel) => (kernel.kind === 'product' && !kernel.once ? [kernel] : [])).map(({ dtype, batch, m, n, k }) => ({ dtype, batch, m, n, k }))
}

/** FLOP that no executor can leave out, whatever it fuses: those of the products. Divided by what the machine multiplies in a second, the shortest a step can take. */
export function lowerBoundFlop(products: readonly ProductSize[]): number {
  return products.reduce((sum, product) => sum + flopOfProduct(product), 0)
}
