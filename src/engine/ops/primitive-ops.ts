import type { HostTensor } from '../../shared/tensors.ts'
import type { DType, Operand, Ops, RandomKey, ReduceOptions, Shape, Tensor } from './ops.ts'
import type { Primitive, PrimitiveName } from './primitives.ts'
import { refuse } from './refuse.ts'

/** Makes one primitive happen: computes it at once, or notes it. */
export type Emit = (primitive: Primitive, operands: readonly Tensor[]) => Tensor

type PairName = 'add' | 'sub' | 'mul' | 'div' | 'pow' | 'maximum' | 'minimum' | 'mod' | 'equal' | 'less' | 'lessEqual'

/** The comfortable interface over bare primitives: plain numbers become scalars, defaults and negative axes are written out. */
export function opsOver(emit: Emit): Ops {
  const full = (shape: Shape, value: number, dtype: DType): Tensor => emit({ op: 'full', shape, value, dtype }, [])

  /** Numbers take the dtype of the tensor they meet. */
  function tensors(op: PrimitiveName, operands: readonly Operand[]): Tensor[] {
    const met = operands.find((operand) => typeof operand !== 'number')
    if (met === undefined) return refuse(op, [], `at least one of its operands is a tensor, use full for ${operands.join(' and ')}`)
    return operands.map((operand) => (typeof operand === 'number' ? full([], operand, met.dtype) : operand))
  }
  const pair = (op: PairName) => (a: Operand, b: Operand): Tensor => emit({ op }, tensors(op, [a, b]))

  const reduce = (op: 'sum' | 'max') => (x: Tensor, { axes, keepDims = false }: ReduceOptions = {}): Tensor => {
    const all = x.shape.map((_, axis) => axis)
    const named = axes?.map((axis) => fromEnd(axis, x.shape.length)).sort((a, b) => a - b)
    return emit({ op, axes: named ?? all, keepDims }, [x])
  }
  const random = (op: 'randomUniform' | 'randomNormal') => (shape: Shape, dtype: 'f32' | 'f64', { seed, stream, counter }: RandomKey): Tensor =>
    emit({ op, shape, dtype, seed, stream }, [counter])

  return {
    constant: (value: HostTensor) => emit({ op: 'constant', value }, []),
    full,
    iota: (n) => emit({ op: 'iota', n }, []),
    step: () => emit({ op: 'step' }, []),
    randomUniform: random('randomUniform'),
    randomNormal: random('randomNormal'),
    randomPermutation: (n, { seed, stream, counter }) => emit({ op: 'randomPermutation', n, seed, stream }, [counter]),

    neg: (x) => emit({ op: 'neg' }, [x]),
    abs: (x) => emit({ op: 'abs' }, [x]),
    sign: (x) => emit({ op: 'sign' }, [x]),
    exp: (x) => emit({ op: 'exp' }, [x]),
    log: (x) => emit({ op: 'log' }, [x]),
    log1p: (x) => emit({ op: 'log1p' }, [x]),
    sqrt: (x) => emit({ op: 'sqrt' }, [x]),
    tanh: (x) => emit({ op: 'tanh' }, [x]),
    sin: (x) => emit({ op: 'sin' }, [x]),
    cos: (x) => emit({ op: 'cos' }, [x]),
    floor: (x) => emit({ op: 'floor' }, [x]),
    erf: (x) => emit({ op: 'erf' }, [x]),
    roundToHalf: (x) => emit({ op: 'roundToHalf' }, [x]),
    cast: (x, dtype) => (x.dtype === dtype ? x : emit({ op: 'cast', dtype }, [x])),

    add: pair('add'),
    sub: pair('sub'),
    mul: pair('mul'),
    div: pair('div'),
    pow: pair('pow'),
    maximum: pair('maximum'),
    minimum: pair('minimum'),
    mod: pair('mod'),
    equal: pair('equal'),
    less: pair('less'),
    lessEqual: pair('lessEqual'),
    select: (condition, a, b) => emit({ op: 'select' }, [condition, ...tensors('select', [a, b])]),

    matmul: (a, b, { transposeLeft = false, transposeRight = false } = {}) => emit({ op: 'matmul', transposeLeft, transposeRight }, [a, b]),
    svd: (x) => emit({ op: 'svd' }, [x]),

    sum: reduce('sum'),
    max: reduce('max'),
    argmax: (x, axis) => emit({ op: 'argmax', axis: fromEnd(axis, x.shape.length) }, [x]),

    reshape: (x, shape) => emit({ op: 'reshape', shape }, [x]),
    transpose: (x, permutation) => emit({ op: 'transpose', permutation }, [x]),
    broadcastTo: (x, shape) => emit({ op: 'broadcastTo', shape }, [x]),
    slice: (x, start, size) => emit({ op: 'slice', start, size }, [x]),
    concat: (xs, axis) => emit({ op: 'concat', axis: fromEnd(axis, xs[0]?.shape.length ?? 0) }, xs),
    pad: (x, before, after) => emit({ op: 'pad', before, after }, [x]),

    oneHot: (indices, depth, dtype) => emit({ op: 'oneHot', depth, dtype }, [indices]),
    gather: (table, indices) => emit({ op: 'gather' }, [table, indices]),
    segmentSum: (values, indices, segments) => emit({ op: 'segmentSum', segments }, [values, indices]),

    crossEntropy: (logits, labels) => emit({ op: 'crossEntropy' }, [logits, labels]),
    stopGradient: (x) => emit({ op: 'stopGradient' }, [x]),
  }
}

/** Negative axes count from the end; one that is too negative stays so and is refused with the rest. */
function fromEnd(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis
}
