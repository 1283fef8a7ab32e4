import type { PrimitiveName } from '../primitives.ts'
import { f32, f64, tolerances, type ConformanceCase } from './case.ts'

type UnaryName = Extract<PrimitiveName, 'exp' | 'log' | 'log1p' | 'tanh' | 'sin' | 'cos' | 'erf' | 'sqrt' | 'roundToHalf'>

function both(title: string, primitive: UnaryName, kind: 'relative' | 'subnormal' | 'largeAngle', elements: { readonly f32: readonly number[]; readonly f64: readonly number[] }): ConformanceCase[] {
  const made = { f32: f32([elements.f32.length], elements.f32), f64: f64([elements.f64.length], elements.f64) }
  return (['f32', 'f64'] as const).map((dtype) => ({
    title: `${primitive} ${title}, ${dtype}`, primitive, tolerance: tolerances[kind][dtype], operands: [made[dtype]], build: (ops, x) => ops[primitive](x!),
  }))
}

const same = (elements: readonly number[]): { readonly f32: readonly number[]; readonly f64: readonly number[] } => ({ f32: elements, f64: elements })

/** Both signs of numbers whose images are themselves to first order. */
const tiny = [1e-30, -1e-20, 1e-10, -1e-6, 1e-4, -1e-3, 1e-2, -0.1, 0.2, -0.3, 0.4, -0.5, 0.625]
const angles = [3.14159, -6.2832, 12.5664, 100.25, -333.3, 999.5, -1000, 8191, 12345.678, -100000]

const small32 = 2 ** -149
const small64 = 2 ** -1074
const half = [65504, 65519, 65520, -65520, 2 ** -14, 2 ** -24, 2 ** -25, 1.5 * 2 ** -24, 3 * 2 ** -25, 5 * 2 ** -25, 1 + 2 ** -11, 1 + 3 * 2 ** -11, -(1 + 2 ** -11), 0.1]

export const precisionCases: readonly ConformanceCase[] = [
  ...both('keeps its digits when it is small or large', 'exp', 'relative', { f32: [-87, -80, -40, -1e-5, 1e-7, 40, 80, 88.5], f64: [-700, -80, -40, -1e-5, 1e-12, 40, 700, 709.5] }),
  ...both('goes under and over the ends of the range', 'exp', 'subnormal', { f32: [-88, -100, -104, -1000, 89, 1000], f64: [-709, -744, -746, -1e5, 710, 1e5] }),
  ...both('near 1 and at the ends of the range', 'log', 'relative', { f32: [1 + 2 ** -23, 1 - 2 ** -24, 0.999, 1.001, 2 ** -126, 3e38], f64: [1 + 2 ** -52, 1 - 2 ** -53, 0.999, 1.001, 2 ** -1022, 1e308] }),
  ...both('of small numbers is theirs', 'log1p', 'relative', same([...tiny, -0.99, 1e5])),
  ...both('of small numbers is theirs', 'tanh', 'relative', same([...tiny, 5, -8])),
  ...both('of small numbers is theirs', 'sin', 'relative', same(tiny)),
  ...both('of small numbers is theirs', 'erf', 'relative', same([...tiny, 0.47, -1, 2, 3.9, -4.1, 5.5])),
  ...both('of large angles', 'sin', 'largeAngle', same(angles)),
  ...both('of large angles', 'cos', 'largeAngle', same(angles)),
  ...both('of subnormal numbers', 'log1p', 'subnormal', { f32: [small32, -1e-40], f64: [small64, -1e-310] }),
  ...both('of subnormal numbers', 'tanh', 'subnormal', { f32: [small32, -1e-40], f64: [small64, -1e-310] }),
  {
    title: 'roundToHalf at ties, subnormals and the end of the range', primitive: 'roundToHalf', tolerance: tolerances.exact, operands: [f64([half.length], half)],
    build: (ops, x) => ops.roundToHalf(x!),
    expected: [65504, 65504, Infinity, -Infinity, 2 ** -14, 2 ** -24, 0, 2 ** -23, 2 ** -23, 2 ** -23, 1, 1 + 2 ** -9, -1, 0.0999755859375],
  },
  {
    title: 'roundToHalf of f32', primitive: 'roundToHalf', tolerance: tolerances.exact, operands: [f32([half.length], half)], build: (ops, x) => ops.roundToHalf(x!),
  },
  {
    title: 'roundToHalf of f64 rounds once, not by way of f32', primitive: 'roundToHalf', tolerance: tolerances.exact,
    operands: [f64([1], [1 + 2 ** -11 + 2 ** -30])], build: (ops, x) => ops.roundToHalf(x!), expected: [1 + 2 ** -10],
  },
  { title: 'cast of numbers that are subnormal in f32', primitive: 'cast', tolerance: tolerances.subnormal.f32, operands: [f64([3], [small32, -1e-40, 2 ** -127])], build: (ops, x) => ops.cast(x!, 'f32') },
  ...(['add', 'sub', 'mul', 'maximum'] as const).flatMap((primitive) =>
    (['f32', 'f64'] as const).map((dtype): ConformanceCase => {
      const [small, scale] = dtype === 'f32' ? [small32, 2 ** -126] : [small64, 2 ** -1022]
      const [a, b] = [[small, 3 * small, -scale, scale, 1.5 * scale], [small, -2 * small, 0.75 * scale, 0.5, -scale]]
      const operands = dtype === 'f32' ? [f32([5], a), f32([5], b)] : [f64([5], a), f64([5], b)]
      return { title: `${primitive} of subnormal numbers, ${dtype}`, primitive, tolerance: tolerances.subnormal[dtype], operands, build: (ops, x, y) => ops[primitive](x!, y!) }
    }),
  ),
]
