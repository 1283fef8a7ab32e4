import type { HostTensor } from '../../../shared/tensors.ts'
import type { Ops, Shape, Tensor } from '../ops.ts'
import type { PrimitiveName } from '../primitives.ts'
import { i32, spread, tolerances, type ConformanceCase, type Tolerance } from './case.ts'

/** Lengths around the ends of vector registers and blocks: nothing may be left out, done twice or written past the end. */
const lengths = [1, 7, 8, 9, 1023, 1025, 4099] as const
const floats = ['f32', 'f64'] as const

/** Inner axes of the models: a scalar a row, less than a register, a modulus, a hidden layer, more than a block. */
const widths = [1, 3, 59, 200, 1030] as const

interface Elementwise {
  readonly primitive: PrimitiveName
  readonly build: (ops: Ops, x: Tensor, y: Tensor) => Tensor
  readonly isRounded?: true
}

const positive = (ops: Ops, x: Tensor): Tensor => ops.add(ops.mul(x, x), 0.25)

const elementwise: readonly Elementwise[] = [
  ...(['neg', 'abs', 'sign', 'floor', 'roundToHalf'] as const).map((primitive): Elementwise => ({ primitive, build: (ops, x) => ops[primitive](x) })),
  ...(['exp', 'tanh', 'sin', 'cos', 'erf'] as const).map((primitive): Elementwise => ({ primitive, build: (ops, x) => ops[primitive](x), isRounded: true })),
  ...(['log', 'log1p'] as const).map((primitive): Elementwise => ({ primitive, build: (ops, x) => ops[primitive](positive(ops, x)), isRounded: true })),
  { primitive: 'sqrt', build: (ops, x) => ops.sqrt(positive(ops, x)) },
  { primitive: 'pow', build: (ops, x, y) => ops.pow(positive(ops, x), y), isRounded: true },
  ...(['add', 'sub', 'mul', 'div', 'maximum', 'minimum', 'mod', 'equal', 'less', 'lessEqual'] as const).map((primitive): Elementwise => ({
    primitive,
    build: (ops, x, y) => ops[primitive](x, y),
  })),
  { primitive: 'select', build: (ops, x, y) => ops.select(ops.less(x, y), x, y) },
  { primitive: 'cast', build: (ops, x) => ops.cast(ops.mul(x, 100), 'i32') },
]

function within({ isRounded }: Elementwise, dtype: 'f32' | 'f64'): Tolerance {
  return isRounded ? tolerances[dtype] : tolerances.exact
}

const everyLength = elementwise.flatMap((function_) =>
  floats.flatMap((dtype) =>
    lengths.map((n): ConformanceCase => ({
      title: `${function_.primitive} of ${n} elements, ${dtype}`,
      primitive: function_.primitive,
      tolerance: within(function_, dtype),
      operands: [spread([n], dtype), spread([n], dtype, 1)],
      build: (ops, x, y) => function_.build(ops, x!, y!),
    })),
  ),
)

/** Whole numbers without pattern, of both signs. */
function whole(shape: Shape): HostTensor {
  return i32(shape, [...spread(shape, 'f64', 2).data].map((x) => Math.round(x * 1e4)))
}

const integers = (['add', 'sub', 'mul', 'maximum', 'minimum', 'mod', 'equal', 'less', 'lessEqual'] as const).flatMap((primitive) =>
  [9, 1025].map((n): ConformanceCase => ({
    title: `${primitive} of ${n} integers`, primitive, tolerance: tolerances.exact, operands: [whole([n])], build: (ops, x) => ops[primitive](x!, ops.add(ops.iota(n), 1)),
  })),
)

/** A matrix with a row, a column, and a row with a column. */
const repeated = widths.flatMap((width) =>
  floats.flatMap((dtype): ConformanceCase[] => {
    const [matrix, row, column] = [spread([5, width], dtype), spread([width], dtype, 1), spread([5, 1], dtype, 2)]
    const about = { primitive: 'add', tolerance: tolerances.exact } as const
    return [
      { ...about, title: `add of a row of ${width}, ${dtype}`, operands: [matrix, row], build: (ops, x, y) => ops.add(x!, y!) },
      { ...about, title: `add of a column to rows of ${width}, ${dtype}`, operands: [column, matrix], build: (ops, x, y) => ops.add(x!, y!) },
      { ...about, title: `add of a row of ${width} and a column, ${dtype}`, operands: [row, column], build: (ops, x, y) => ops.add(x!, y!) },
      {
        title: `select by a column between rows of ${width}, ${dtype}`, primitive: 'select', tolerance: tolerances.exact, operands: [column, matrix, row],
        build: (ops, c, x, y) => ops.select(ops.less(0, c!), x!, y!),
      },
    ]
  }),
)

/** Chains that a compiler makes one loop of: their parts meet in every kind of repetition. */
const chains = widths.flatMap((width) =>
  floats.map((dtype): ConformanceCase => ({
    title: `a chain over rows of ${width}, ${dtype}`, primitive: 'derived', tolerance: tolerances.derived[dtype],
    operands: [spread([7, width], dtype), spread([width], dtype, 1), spread([7, 1], dtype, 2)],
    build: (ops, x, y, z) => {
      const hidden = ops.tanh(ops.add(ops.mul(x!, y!), z!))
      const masked = ops.select(ops.less(hidden, ops.mul(z!, 0.25)), ops.mul(hidden, hidden), ops.exp(ops.neg(hidden)))
      return ops.sub(ops.transpose(masked, [1, 0]), ops.reshape(y!, [width, 1]))
    },
  })),
)

export const sizeCases: readonly ConformanceCase[] = [...everyLength, ...integers, ...repeated, ...chains]
