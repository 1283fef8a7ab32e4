import { describe, expect, test } from 'vitest'
import { f64, fullRank } from './conformance/case.ts'
import { product, transposed } from './conformance/matrices.ts'
import { numericsCases } from './conformance.ts'
import { referenceNumerics } from './reference/numerics.ts'

describe('the reference decomposes', () => {
  for (const { title, broken } of numericsCases) test(title, () => expect(broken(referenceNumerics)).toEqual([]))
})

test('decompositions by hand', () => {
  const { u, s, v } = referenceNumerics.svd(f64([2, 2], [0, 3, -5, 0]))
  expect([...u.data, ...s.data, ...v.data].map((x) => Math.round(x * 1e12) / 1e12)).toEqual([0, 1, 1, 0, 5, 3, -1, 0, 0, 1])
  const { values, vectors } = referenceNumerics.eigh(f64([2, 2], [2, 1, 1, 2]))
  expect([...values.data].map((x) => Math.round(x * 1e12) / 1e12)).toEqual([1, 3])
  expect([...vectors.data].map((x) => Math.round(x * Math.SQRT2))).toEqual([1, 1, -1, 1])
  expect([...referenceNumerics.cholesky(f64([2, 2], [4, 2, 2, 5])).data]).toEqual([2, 0, 1, 2])
  const { q, r } = referenceNumerics.qr(f64([2, 1], [-3, 4]))
  expect([...q.data, ...r.data].map((x) => Math.round(x * 1e12) / 1e12)).toEqual([-0.6, 0.8, 5])
})

test('the error of a matrix that has no Cholesky factor says what to do', () => {
  expect(() => referenceNumerics.cholesky(f64([1, 1], [-1]))).toThrow(
    'cholesky of f64[1, 1] is not possible: it is not positive definite; add a small multiple of the unit matrix, or use eigh. Nothing was computed and nothing stored was changed.',
  )
})

test('a tall matrix of 512 × 128 and its Gram matrix are decomposed to rounding', () => {
  const a = fullRank([512, 128])
  const { s } = referenceNumerics.svd(a)
  const { values } = referenceNumerics.eigh(product(transposed(a), a))
  const worst = Math.max(...Array.from(s.data, (x, i) => Math.abs(x * x - values.data[127 - i]!)))
  expect(worst / s.data[0]! ** 2).toBeLessThan(1e-13)
}, 20_000)

test('operands are left as they were', () => {
  const a = f64([2, 2], [4, 2, 2, 5])
  for (const name of ['svd', 'eigh', 'qr', 'cholesky'] as const) referenceNumerics[name](a)
  expect([...a.data]).toEqual([4, 2, 2, 5])
})
