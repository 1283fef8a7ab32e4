import { sizeOf } from '../../../shared/tensors.ts'
import { dispatch, type Primitive, type PrimitiveTable, type TensorType } from '../../ops/primitives.ts'
import type { Program, ProgramOutput, Value } from '../program.ts'
import { lowerConcat, lowerPad } from './lower-arrange.ts'
import { lowerCrossEntropy } from './lower-cross-entropy.ts'
import { lowerMatmul } from './lower-products.ts'
import { lowerReduction } from './lower-reductions.ts'
import { lowerGather, lowerOneHot, lowerSegmentSum } from './lower-rows.ts'
import { asSource, Lowering, type Source } from './lowering.ts'
import { compact } from './renumber.ts'
import type { BufferId, ElementwiseName, NamedBuffer, Schedule } from './schedule.ts'
import { broadcastView, isRowMajor, rowMajor, sliceView, transposeView, type View } from './views.ts'

/** One instruction: its operands as they stand, the type of its result, and where the result stands afterwards. */
type Lower<P> = (primitive: P, lowering: Lowering, sources: readonly Source[], type: TensorType) => Source

const one = (sources: readonly Source[]): Source => sources[0] as Source

const elementwise: Lower<Primitive<ElementwiseName>> = ({ op }, lowering, sources, type) =>
  asSource(lowering.elements(type, sources, (builder, registers) => builder.apply(op, registers, type.dtype)))

const reduction: Lower<Primitive<'sum' | 'max'>> = ({ op, axes }, lowering, sources, type) =>
  lowering.reshape(lowerReduction(lowering, op, one(sources), axes), type.shape)

const random: Lower<Primitive<'randomUniform' | 'randomNormal' | 'randomPermutation'>> = (primitive, lowering, sources, type) => {
  const out = lowering.temporary(type)
  lowering.emit({ kind: 'random', primitive, counter: lowering.whole(one(sources)).buffer, out: out.buffer })
  return asSource(out)
}

const reshape: Lower<Primitive<'reshape' | 'stopGradient'>> = (_, lowering, sources, type) => lowering.reshape(one(sources), type.shape)

const table: PrimitiveTable<[Lowering, readonly Source[], TensorType], Source> = {
  constant: ({ value }, lowering) => asSource(lowering.constant(value)),
  full: ({ value, dtype, shape }) => ({ kind: 'number', value, dtype, shape }),
  iota: ({ n }, lowering) => asSource(lowering.count(n)),
  step: () => ({ kind: 'step', dtype: 'f64', shape: [] }),
  randomUniform: random,
  randomNormal: random,
  randomPermutation: random,
  neg: elementwise, abs: elementwise, sign: elementwise, exp: elementwise, log: elementwise, log1p: elementwise,
  sqrt: elementwise, tanh: elementwise, sin: elementwise, cos: elementwise, floor: elementwise, erf: elementwise,
  roundToHalf: elementwise, cast: elementwise,
  add: elementwise, sub: elementwise, mul: elementwise, div: elementwise, pow: elementwise, maximum: elementwise,
  minimum: elementwise, mod: elementwise, equal: elementwise, less: elementwise, lessEqual: elementwise, select: elementwise,
  matmul: (primitive, lowering, sources, type) => asSource(lowerMatmul(lowering, primitive, sources, type)),
  sum: reduction,
  max: reduction,
  argmax: ({ axis }, lowering, sources, type) => lowering.reshape(lowerReduction(lowering, 'argmax', one(sources), [axis]), type.shape),
  reshape,
  stopGradient: reshape,
  transpose: ({ permutation }, _, sources, type) => moved(one(sources), type, (view) => transposeView(view, permutation)),
  broadcastTo: ({ shape }, _, sources, type) => moved(one(sources), type, (view) => broadcastView(view, shape)),
  slice: ({ start, size }, _, sources, type) => moved(one(sources), type, (view) => sliceView(view, start, size)),
  concat: ({ axis }, lowering, sources, type) => asSource(lowerConcat(lowering, sources, axis, type)),
  pad: ({ before, after }, lowering, sources, type) => asSource(lowerPad(lowering, one(sources), before, after, type)),
  oneHot: (primitive, lowering, sources, type) => asSource(lowerOneHot(lowering, primitive, one(sources), type)),
  gather: (_, lowering, sources, type) => asSource(lowerGather(lowering, sources, type)),
  segmentSum: (primitive, lowering, sources, type) => asSource(lowerSegmentSum(lowering, primitive, sources, type)),
  crossEntropy: (_, lowering, sources) => lowerCrossEntropy(lowering, sources),
  svd: (_, lowering, sources, type) => {
    const operand = lowering.whole(one(sources))
    const [rows = 0, columns = 0] = operand.shape
    const out = lowering.temporary(type)
    lowering.emit({ kind: 'svd', dtype: type.dtype === 'f64' ? 'f64' : 'f32', rows, columns, operand: operand.buffer, out: out.buffer })
    return asSource(out)
  },
}

/** A number is the same number however it is moved. */
function moved(source: Source, { shape }: TensorType, move: (view: View) => View): Source {
  return source.kind === 'view' ? asSource(move(source)) : { ...source, shape }
}

/** Stands alone in a buffer of its own size. */
function fills(lowering: Lowering, source: Source): source is Source & { readonly kind: 'view' } {
  return source.kind === 'view' && source.offset === 0 && isRowMajor(source) && lowering.buffers[source.buffer]?.length === sizeOf(source.shape)
}

/**
 * Brings every output to its buffer. New state goes to the buffers of the inputs at the very end, when nobody reads the old one
 * any more; what is itself an old state that will be overwritten is saved first, so that outputs may exchange inputs.
 */
function lowerOutputs(lowering: Lowering, outputs: readonly ProgramOutput[], inputs: readonly NamedBuffer[], sources: ReadonlyMap<Value, Source>): NamedBuffer[] {
  const homes = new Map(inputs.map(({ name, buffer }) => [name, buffer]))
  const wanted = outputs.map(({ name, value }) => ({ name, home: homes.get(name), source: sources.get(value) as Source }))
  const isKept = (home: BufferId | undefined, source: Source): boolean => source.kind === 'view' && source.buffer === home && fills(lowering, source)
  const overwritten = new Set(wanted.flatMap(({ home, source }) => (home === undefined || isKept(home, source) ? [] : [home])))
  const safe = wanted.map(({ name, home, source }) => {
    if (isKept(home, source)) return { name, home, source }
    const isLost = source.kind === 'view' && overwritten.has(source.buffer)
    const isOut = home === undefined && !fills(lowering, source)
    return { name, home, source: isLost || isOut ? lowering.copySource(source) : source }
  })
  return safe.map(({ name, home, source }) => {
    if (home === undefined) return { name, buffer: (source as View).buffer }
    if (!isKept(home, source)) lowering.loops([lowering.copyLoop(source, rowMajor(home, source.dtype, source.shape))])
    return { name, buffer: home }
  })
}

/**
 * The plain schedule of a program: each instruction a kernel and each kernel a phase, every result in a buffer of its own.
 * Passes make it fast. Instructions that only move elements become views, which their readers take as they are.
 *
 * @param fixed inputs that are the same in every step; kernels that depend on nothing else run once
 */
export function scheduleOf(program: Program, fixed: ReadonlySet<string>): Schedule {
  const lowering = new Lowering()
  const sources = new Map<Value, Source>()
  const inputs = program.inputs.map(({ name, value, type }) => {
    const buffer = lowering.input(type.dtype, sizeOf(type.shape), fixed.has(name))
    sources.set(value, asSource(rowMajor(buffer, type.dtype, type.shape)))
    return { name, buffer }
  })
  for (const { value, primitive, operands, type } of program.instructions) {
    sources.set(value, dispatch(table, primitive, lowering, operands.map((operand) => sources.get(operand) as Source), type))
  }
  const outputs = lowerOutputs(lowering, program.outputs, inputs, sources)
  const { buffers, kernels } = lowering
  return compact({ buffers, kernels, phases: kernels.map((_, kernel) => [kernel]), inputs, outputs })
}
