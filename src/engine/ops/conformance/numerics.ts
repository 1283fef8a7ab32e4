import { LabError } from '../../../shared/errors.ts'
import type { HostTensor } from '../../../shared/tensors.ts'
import type { Numerics, NumericsName } from '../numerics.ts'
import { f32, f64, fullRank, i32 } from './case.ts'
import { largestDifference, largestMagnitude, product, scaledColumns, transposed, unit } from './matrices.ts'

/** A property that every implementation of `Numerics` must have. */
export interface NumericsCase {
  readonly title: string
  /** What does not hold, in words; nothing when all is well. */
  readonly broken: (numerics: Numerics) => readonly string[]
}

/** Differences are allowed up to this, times √(elements) as rounding errors grow, times the scale of the matrix. */
const tolerance = { f32: 1e-6, f64: 1e-14, i32: 0 } as const

function differs(what: string, a: HostTensor, b: HostTensor, scale = 1): string[] {
  const [found, wanted] = [a, b].map(({ dtype, shape }) => `${dtype}[${shape.join(', ')}]`)
  if (found !== wanted) return [`${what} is ${found}, not ${wanted}`]
  const difference = largestDifference(a, b)
  const allowed = tolerance[a.dtype] * Math.sqrt(a.data.length) * scale
  return difference <= allowed ? [] : [`${what} is off by ${difference}, allowed is ${allowed}`]
}

function isOrthonormal(what: string, q: HostTensor): string[] {
  return differs(`${what}ᵀ${what}`, product(transposed(q), q), unit(q, q.shape[1] ?? 0), q.shape[0] ?? 1)
}

function claim(sentence: string, holds: boolean): string[] {
  return holds ? [] : [`it is not so that ${sentence}`]
}

function signsAreDefinite(what: string, { shape: [rows = 0, columns = 0], data }: HostTensor): string[] {
  return claim(`the largest element of each column of ${what} is positive`, Array.from({ length: columns }, (_, j) => {
    const column = Array.from({ length: rows }, (__, i) => data[i * columns + j]!)
    const largest = column.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
    return column.some((x) => x >= largest * (1 - 1e-6)) // of two that tie the other may be larger by its rounding
  }).every(Boolean))
}

function brokenSvd(a: HostTensor, { svd }: Numerics): string[] {
  const { u, s, v } = svd(a)
  const scale = largestMagnitude(s)
  return [
    ...differs('U S Vᵀ', product(scaledColumns(u, s), transposed(v)), a, scale),
    ...isOrthonormal('U', u),
    ...isOrthonormal('V', v),
    ...claim('singular values descend and are not negative', s.data.every((x: number, i: number) => x >= 0 && (i === 0 || x <= s.data[i - 1]!))),
    ...signsAreDefinite('U', u),
  ]
}

function brokenEigh(a: HostTensor, { eigh }: Numerics): string[] {
  const { values, vectors } = eigh(a)
  return [
    ...differs('Q W Qᵀ', product(scaledColumns(vectors, values), transposed(vectors)), a, (a.shape[0] ?? 1) * largestMagnitude(values)),
    ...isOrthonormal('Q', vectors),
    ...claim('values ascend', values.data.every((x: number, i: number) => i === 0 || x >= values.data[i - 1]!)),
    ...signsAreDefinite('Q', vectors),
  ]
}

function brokenQr(a: HostTensor, { qr }: Numerics): string[] {
  const { q, r } = qr(a)
  const [k = 0, n = 0] = r.shape
  const diagonal = Array.from({ length: k }, (_, i) => r.data[i * n + i]!)
  return [
    ...differs('Q R', product(q, r), a, largestMagnitude(r) * Math.sqrt(n)),
    ...isOrthonormal('Q', q),
    ...claim('R is zero below its diagonal', r.data.every((x: number, at: number) => x === 0 || at % n >= Math.floor(at / n))),
    ...claim('the diagonal of R is not negative', diagonal.every((x) => x >= 0)),
  ]
}

function brokenCholesky(a: HostTensor, { cholesky }: Numerics): string[] {
  const factor = cholesky(a)
  const [n = 0] = factor.shape
  return [
    ...differs('L Lᵀ', product(factor, transposed(factor)), a, largestMagnitude(a)),
    ...claim('L is zero above its diagonal', factor.data.every((x: number, at: number) => x === 0 || at % n <= Math.floor(at / n))),
    ...claim('the diagonal of L is positive', Array.from({ length: n }, (_, i) => factor.data[i * n + i]!).every((x) => x > 0)),
  ]
}

type Matrix = readonly [name: string, matrix: HostTensor]

const rectangles: readonly Matrix[] = [
  ...([[1, 1], [1, 6], [6, 1], [5, 5], [17, 4], [4, 17], [96, 40]] as const).flatMap((shape): Matrix[] =>
    (['f32', 'f64'] as const).map((dtype) => [`${dtype}[${shape.join(', ')}]`, fullRank(shape, dtype)]),
  ),
  ['zeros', f64([4, 3], new Array<number>(12).fill(0))],
  ['a matrix of rank one', product(fullRank([7, 1]), fullRank([1, 5]))],
  ['a matrix with equal columns', product(fullRank([9, 2]), f64([2, 4], [1, 0, 1, 0, 0, 1, 0, 1]))],
  ['the unit matrix', unit(f64([1, 1], [1]), 6)],
  ['a diagonal of both signs', scaledColumns(unit(f64([1, 1], [1]), 4), f64([4], [-3, 0, 2, -3]))],
  ['very small elements', scaledColumns(fullRank([5, 3]), f64([3], [1e-200, 1e-200, 1e-200]))],
  ['very large elements', scaledColumns(fullRank([5, 3]), f64([3], [1e200, 1e200, 1e200]))],
  ['columns of very different size', scaledColumns(fullRank([6, 4]), f64([4], [1e8, 1, 1e-8, 1e-16]))],
]

/** ½ (A + Aᵀ), with eigenvalues of both signs. */
function symmetric(n: number, dtype: 'f32' | 'f64'): HostTensor {
  const a = fullRank([n, n], dtype)
  const b = transposed(a)
  a.data.forEach((x: number, i: number) => (a.data[i] = (x + b.data[i]!) / 2))
  return a
}

const squares: readonly Matrix[] = [
  ...[1, 2, 5, 40].flatMap((n): Matrix[] => (['f32', 'f64'] as const).map((dtype) => [`${dtype}[${n}, ${n}]`, symmetric(n, dtype)])),
  ['zeros', f64([3, 3], new Array<number>(9).fill(0))],
  ['the unit matrix', unit(f64([1, 1], [1]), 6)],
  ['a diagonal with equal values of both signs', scaledColumns(unit(f64([1, 1], [1]), 5), f64([5], [2, -2, 2, 0, -2]))],
  ['a matrix of rank two', product(fullRank([8, 2]), transposed(fullRank([8, 2])))],
]

const positive: readonly Matrix[] = [
  ...[1, 2, 7, 30].map((n): Matrix => [`f64[${n}, ${n}]`, product(transposed(fullRank([2 * n, n])), fullRank([2 * n, n]))]),
  ['f32[9, 9]', product(transposed(fullRank([20, 9], 'f32')), fullRank([20, 9], 'f32'))],
  ['the unit matrix', unit(f64([1, 1], [1]), 4)],
]

function refused(name: NumericsName, why: string, code: 'shape' | 'bad-input', a: HostTensor): NumericsCase {
  return {
    title: `${name} of ${why} is refused`,
    broken: (numerics) => {
      try {
        numerics[name](a)
      } catch (error) {
        return claim(`the error is a LabError of code ${code}, but ${String(error)}`, error instanceof LabError && error.code === code && error.details['name'] === name)
      }
      return ['nothing was thrown']
    },
  }
}

const anyMatrix: readonly NumericsName[] = ['svd', 'qr']
const squareMatrix: readonly NumericsName[] = ['eigh', 'cholesky']

const refusedCases: readonly NumericsCase[] = [
  ...[...anyMatrix, ...squareMatrix].flatMap((name) => [
    refused(name, 'NaN', 'bad-input', f64([2, 2], [1, NaN, NaN, 1])),
    refused(name, 'infinity', 'bad-input', f32([1, 1], [Infinity])),
    refused(name, 'a vector', 'shape', f64([4], [1, 2, 3, 4])),
    refused(name, 'integers', 'shape', i32([1, 1], [1])),
    refused(name, 'no rows', 'shape', f64([0, 2], [])),
  ]),
  ...squareMatrix.flatMap((name) => [
    refused(name, 'a matrix that is not square', 'shape', fullRank([3, 2])),
    refused(name, 'a matrix that is not symmetric', 'bad-input', f64([2, 2], [2, 1, 1.001, 2])),
  ]),
  refused('cholesky', 'a negative diagonal', 'bad-input', f64([1, 1], [-1])),
  refused('cholesky', 'a matrix with a negative eigenvalue', 'bad-input', f64([2, 2], [1, 2, 2, 1])),
  refused('cholesky', 'a singular matrix', 'bad-input', f64([2, 2], [1, 1, 1, 1])),
]

function cases(name: NumericsName, matrices: readonly Matrix[], broken: (a: HostTensor, numerics: Numerics) => string[]): NumericsCase[] {
  return matrices.map(([what, a]) => ({ title: `${name} of ${what}`, broken: (numerics) => broken(a, numerics) }))
}

/** Reconstruction, orthogonality, order, signs and refusals, for every implementation of `Numerics`. */
export const numericsCases: readonly NumericsCase[] = [
  ...cases('svd', rectangles, brokenSvd),
  ...cases('qr', rectangles, brokenQr),
  ...cases('eigh', squares, brokenEigh),
  ...cases('cholesky', positive, brokenCholesky),
  ...refusedCases,
]
