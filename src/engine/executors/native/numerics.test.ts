import { describe, expect, test } from 'vitest'
import { numericsCases } from '../../ops/conformance.ts'
import { f64, fullRank } from '../../ops/conformance/case.ts'
import { largestDifference } from '../../ops/conformance/matrices.ts'
import { referenceNumerics } from '../../ops/reference/numerics.ts'
import { findNative } from './find-native.ts'

const finding = findNative()

describe.skipIf('absence' in finding)('the addon decomposes', () => {
  const numerics = 'executor' in finding ? finding.executor.numerics : referenceNumerics

  for (const { title, broken } of numericsCases) test(title, () => expect(broken(numerics)).toEqual([]))

  test('as the reference does: equal singular values, equal signs', () => {
    const a = fullRank([40, 12])
    const [found, wanted] = [numerics.svd(a), referenceNumerics.svd(a)]
    for (const name of ['u', 's', 'v'] as const) {
      expect(largestDifference(found[name], wanted[name]), name).toBeLessThan(1e-11)
    }
  })

  test('elements at the ends of the range of numbers', () => {
    for (const size of [1e300, 1e-300]) {
      const { s } = numerics.svd(f64([2, 2], [3 * size, 0, 0, 2 * size]))
      expect([...s.data].map((x) => Math.round((x / size) * 1e12) / 1e12)).toEqual([3, 2])
    }
  })
})
