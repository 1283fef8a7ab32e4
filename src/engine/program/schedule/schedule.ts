import type { HostTensor } from '../../../shared/tensors.ts'
import type { DType } from '../../ops/ops.ts'
import type { Primitive, PrimitiveName } from '../../ops/primitives.ts'

/**
 * What a program becomes before an executor with kernels of its own runs it: a list of kernels over numbered buffers.
 *
 * A `Program` says what is computed, a schedule in which loops and where it stands in memory. Passes of schedules
 * (`schedule/passes`) are functions `Schedule -> Schedule`; `checkSchedule` holds the result to the rules below after each.
 *
 * - Kernels run phase after phase; kernels of one phase do not depend on one another and may run at the same time.
 * - Of the part of a buffer that a kernel writes, from its first to its last element (`accesses.ts`), no other kernel of its phase
 *   reads or writes any. So several kernels may fill parts of one buffer in one phase.
 * - A loop that reads a buffer which it writes reads exactly the element that it writes: same kind, same offset.
 * - Loops of one kernel do not depend on one another and write different elements; what they write may interleave.
 * - What a `once` kernel writes outlives the step: its buffer shares its place with none, and no other kernel writes it.
 * - At the end of a run the buffer of an input holds the output of the same name, where there is one (state is updated in place).
 * - Nothing here depends on the number of threads. How a kernel is cut into tasks follows from its shape alone.
 */
export interface Schedule {
  readonly buffers: readonly Buffer[]
  readonly kernels: readonly Kernel[]
  /** Indices of `kernels`, each once, in the order in which they run. */
  readonly phases: readonly (readonly number[])[]
  readonly inputs: readonly NamedBuffer[]
  readonly outputs: readonly NamedBuffer[]
}

/** Index into `Schedule.buffers`. */
export type BufferId = number

export interface NamedBuffer {
  readonly name: string
  readonly buffer: BufferId
}

/** A row of elements; row-major where it holds a tensor. bool elements are bytes 0 and 1. */
export interface Buffer {
  readonly dtype: DType
  /** Elements. */
  readonly length: number
  readonly home:
    | { readonly kind: 'input' }
    /** Filled when the program is compiled. */
    | { readonly kind: 'constant'; readonly value: HostTensor }
    /** In a place of its own until `reuse-buffers` gives buffers that never live at the same time one place. */
    | { readonly kind: 'temporary'; readonly place: number | null }
}

export type Kernel = LoopKernel | ProductKernel | SegmentSumKernel | RandomKernel | WholeKernel

/** Loop nests that run as one kernel: usually one; the optimiser's sweep holds one a parameter. They do not depend on one another. */
export interface LoopKernel {
  readonly kind: 'loops'
  /** At least one. */
  readonly loops: readonly Loop[]
  /** True where no input of the kernel changes from step to step: it runs once, before the first. */
  readonly once: boolean
}

/**
 * An elementwise computation over a space of rows × columns, with reductions inside. For every element:
 * read the inputs, compute the body, write the outputs.
 *
 * Registers are numbered: first the inputs, then the steps of the body. Each has one of four spans, and an operation takes the
 * smallest span that covers its operands:
 *
 *   element  one number an element        row     one a row (the same in all its columns)
 *   column   one a column                 scalar  one in all
 */
export interface Loop {
  readonly rows: number
  readonly columns: number
  readonly inputs: readonly LoopInput[]
  readonly body: readonly LoopStep[]
  readonly outputs: readonly LoopOutput[]
}

export type Register = number
export type Span = 'element' | 'row' | 'column' | 'scalar'

export type LoopInput =
  /** buffer[offset + row · columns + column] */
  | { readonly kind: 'element'; readonly buffer: BufferId; readonly offset: number; readonly dtype: DType }
  /** buffer[offset + row] */
  | { readonly kind: 'row'; readonly buffer: BufferId; readonly offset: number; readonly dtype: DType }
  /** buffer[offset + column] */
  | { readonly kind: 'column'; readonly buffer: BufferId; readonly offset: number; readonly dtype: DType }
  /** buffer[offset] */
  | { readonly kind: 'scalar'; readonly buffer: BufferId; readonly offset: number; readonly dtype: DType }
  /**
   * Any other view. The row is split into digits of `rowAxes`, the column into digits of `columnAxes` (slowest first, lengths
   * multiply to rows and columns), and buffer[offset + Σ digit · stride] is read. Span element. `rowAxes` of a stride
   * 0 throughout make span column, `columnAxes` of a stride 0 throughout span row.
   */
  | { readonly kind: 'strided'; readonly buffer: BufferId; readonly offset: number; readonly dtype: DType; readonly rowAxes: readonly Axis[]; readonly columnAxes: readonly Axis[] }
  /** Rows of a table by index: table[offset + indices[indexOffset + row · indexStride] · columns + column]; zeros where the index is outside [0, tableRows). Span element. */
  | {
      readonly kind: 'lookup'
      readonly buffer: BufferId
      readonly offset: number
      readonly dtype: DType
      readonly tableRows: number
      readonly indices: BufferId
      readonly indexOffset: number
      readonly indexStride: number
    }
  /** The number of the column, i32, span column. */
  | { readonly kind: 'columnIndex'; readonly dtype: 'i32' }
  /** The number of the row, i32, span row. */
  | { readonly kind: 'rowIndex'; readonly dtype: 'i32' }
  /** The number of the update being made, f64, span scalar. */
  | { readonly kind: 'step'; readonly dtype: 'f64' }
  /** In the epilogue of a product: the element just computed. Span element. */
  | { readonly kind: 'product'; readonly dtype: 'f32' | 'f64' }

export interface Axis {
  readonly length: number
  /** Elements of the buffer. */
  readonly stride: number
}

/** Primitives that a loop computes element by element; operands in the order of `Ops`. */
export type ElementwiseName = Extract<
  PrimitiveName,
  | 'neg' | 'abs' | 'sign' | 'exp' | 'log' | 'log1p' | 'sqrt' | 'tanh' | 'sin' | 'cos' | 'floor' | 'erf' | 'roundToHalf' | 'cast'
  | 'add' | 'sub' | 'mul' | 'div' | 'pow' | 'maximum' | 'minimum' | 'mod' | 'equal' | 'less' | 'lessEqual' | 'select'
>

export type LoopStep =
  /** `dtype` is that of the result; comparisons give bool, all others that of their operands (`cast`: the new one). */
  | { readonly kind: 'elementwise'; readonly op: ElementwiseName; readonly operands: readonly Register[]; readonly dtype: DType }
  | { readonly kind: 'number'; readonly value: number; readonly dtype: DType }
  /** Over the columns of each row; the operand has span element or column, the result span row. `max`: NaN wins. `argmax`: i32, the first largest. */
  | { readonly kind: 'rowReduce'; readonly op: 'sum' | 'max' | 'argmax'; readonly operand: Register; readonly dtype: DType }

/** A loop without elements still writes its reductions: sums of nothing are 0, largest elements of nothing −∞. */
export type LoopOutput =
  /** buffer[offset + row · columns + column] = register, whatever its span */
  | { readonly kind: 'element'; readonly register: Register; readonly buffer: BufferId; readonly offset: number }
  /** As a strided input: buffer[offset + Σ digit · stride] = register, whatever its span; every element has a place of its own. For parts of a concat, and transposed copies. */
  | { readonly kind: 'strided'; readonly register: Register; readonly buffer: BufferId; readonly offset: number; readonly rowAxes: readonly Axis[]; readonly columnAxes: readonly Axis[] }
  /** buffer[offset + row]; the register has span row or scalar. */
  | { readonly kind: 'row'; readonly register: Register; readonly buffer: BufferId; readonly offset: number }
  /** buffer[offset + column] = reduction over the rows, whatever the register's span. */
  | { readonly kind: 'columnReduce'; readonly op: 'sum' | 'max'; readonly register: Register; readonly buffer: BufferId; readonly offset: number }
  /** buffer[offset] = reduction over all elements (span element or column) or over all rows (span row or scalar). */
  | { readonly kind: 'totalReduce'; readonly op: 'sum' | 'max'; readonly register: Register; readonly buffer: BufferId; readonly offset: number }

/** One factor of a product: element (i, j) of matrix b stands at buffer[offset + b · batchStride + i · rowStride + j · columnStride]. */
export interface Factor {
  readonly buffer: BufferId
  readonly offset: number
  readonly batchStride: number
  readonly rowStride: number
  readonly columnStride: number
}

/**
 * out[b, i, j] = Σ_l left[b, i, l] · right[b, l, j], row-major; then, while the rows are in the cache, the epilogue.
 * The rows of the epilogue are (b, i), its columns j; it may read and overwrite `out` at its own element only.
 */
export interface ProductKernel {
  readonly kind: 'product'
  readonly dtype: 'f32' | 'f64'
  readonly batch: number
  readonly m: number
  readonly n: number
  readonly k: number
  readonly left: Factor
  readonly right: Factor
  readonly out: BufferId
  readonly epilogue: Loop | null
  readonly once: boolean
}

/** out[offset + s · width + j] = Σ over rows i with indices[indexOffset + i · indexStride] = s of values[i · width + j], added in order of i. */
export interface SegmentSumKernel {
  readonly kind: 'segmentSum'
  readonly dtype: DType
  readonly rows: number
  readonly width: number
  readonly segments: number
  readonly values: BufferId
  readonly indices: BufferId
  readonly indexOffset: number
  readonly indexStride: number
  readonly out: BufferId
  readonly offset: number
  readonly once: boolean
}

/** Philox 4x32-10 numbers as `ops/philox.ts` defines them; `counter` is a buffer with one i32. */
export interface RandomKernel {
  readonly kind: 'random'
  readonly primitive: Primitive<'randomUniform' | 'randomNormal' | 'randomPermutation'>
  readonly counter: BufferId
  readonly out: BufferId
  readonly once: boolean
}

/** A primitive that is neither loop nor product and reads whole tensors, row-major from the start of their buffers. */
export interface WholeKernel {
  readonly kind: 'svd'
  readonly dtype: 'f32' | 'f64'
  readonly rows: number
  readonly columns: number
  readonly operand: BufferId
  /** Laid out as the primitive `svd` says. */
  readonly out: BufferId
  readonly once: boolean
}
