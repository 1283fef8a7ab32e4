import fc from 'fast-check'
import { expect, test } from 'vitest'
import { excludedCrossEntropy } from './excluded-loss.ts'
import { crossEntropyOf } from './row-losses.ts'

const numbers = (count: number, most: number) => fc.array(fc.double({ min: -most, max: most, noNaN: true }), { minLength: count, maxLength: count }).map((list) => Float64Array.from(list))

test('is the mean over examples of the cross-entropy of every difference, or says that it cannot be taken so', () => {
  const [classes, parts, cells] = [4, 3, 6]
  fc.assert(
    fc.property(
      fc.constantFrom(1e-3, 5, 80, 400).chain((most) => fc.tuple(numbers(cells * classes, most), numbers(parts * classes, most))),
      fc.array(fc.tuple(fc.nat(cells - 1), fc.nat(parts - 1), fc.nat(classes - 1)), { minLength: 1, maxLength: 8 }),
      ([outputs, part], examples) => {
        const [own, places, labels] = [0, 1, 2].map((i) => Int32Array.from(examples, (example) => example[i]!)) as [Int32Array, Int32Array, Int32Array]
        const found = excludedCrossEntropy({ outputs, classes, cells: own, places, parts, labels })?.(part) ?? null
        const spread = (of: Float64Array): number => Math.max(...of) - Math.min(...of)
        if (found === null) {
          expect(Math.max(spread(outputs), spread(part))).toBeGreaterThan(300)
          return
        }
        const direct = examples.reduce((sum, [cell, place, label]) => sum + crossEntropyOf(Float64Array.from({ length: classes }, (_, c) => outputs[cell * classes + c]! - part[place * classes + c]!), label), 0) / examples.length
        expect(Math.abs(found - direct)).toBeLessThanOrEqual(1e-12 * Math.abs(direct))
      },
    ),
  )
})

test('outputs or a part that are not finite are not taken so', () => {
  const one = Int32Array.of(0)
  const given = { classes: 2, cells: one, places: one, parts: 1, labels: one }
  expect(excludedCrossEntropy({ ...given, outputs: [NaN, 0] })).toBeNull()
  expect(excludedCrossEntropy({ ...given, outputs: [1, 0] })?.(Float64Array.of(Infinity, 0))).toBeNull()
})
