import { describe, expect, test } from 'vitest'
import { groupOf, type GroupFamily } from '../../tasks/groups.ts'
import { irrepsOf } from './irreps.ts'
import { entryBasis, times, type Irrep } from './representation.ts'
import { conjugate, partitions, tableaux } from './young.ts'

const groups: readonly (readonly [GroupFamily, number])[] = [
  ['symmetric', 3], ['symmetric', 4], ['symmetric', 5], ['alternating', 3], ['alternating', 4], ['alternating', 5], ['alternating', 6],
  ['dihedral', 3], ['dihedral', 8], ['dihedral', 59], ['cyclic', 7], ['cyclic', 12],
]
const matrixOf = ({ dimension: d, matrices }: Irrep, g: number): Float64Array => matrices.subarray(g * d * d, (g + 1) * d * d)
const dimensions = (family: GroupFamily, n: number): readonly number[] => irrepsOf(family, n).map(({ dimension }) => dimension).sort((a, b) => a - b)

describe.each(groups)('%s group of %d', (family, n) => {
  const group = groupOf(family, n)
  const irreps = irrepsOf(family, n)

  test('every irrep multiplies as the group does, by orthogonal matrices', () => {
    for (const each of irreps) {
      const d = each.dimension
      for (let t = 0; t < 60; t++) {
        const [a, b] = [(t * 7) % group.order, (t * t + 3) % group.order]
        const product = times(matrixOf(each, a), matrixOf(each, b), d)
        matrixOf(each, group.multiply(a, b)).forEach((x, i) => expect(product[i]).toBeCloseTo(x, 10))
        const back = matrixOf(each, group.inverse(a))
        back.forEach((x, i) => expect(matrixOf(each, a)[(i % d) * d + Math.floor(i / d)]).toBeCloseTo(x, 10))
      }
    }
  })

  test('the entries of all irreps are an orthogonal basis of all functions on the group', () => {
    const bases = irreps.map((each) => entryBasis(each).columns)
    expect(bases.flat()).toHaveLength(group.order)
    const first = bases.map((columns) => columns.at(-1)!)
    first.forEach((x, i) => first.forEach((y, j) => expect(x.reduce((sum, each, g) => sum + each * y[g]!, 0)).toBeCloseTo(i === j ? 1 : 0, 9)))
  })
})

test('dimensions are those of the character tables', () => {
  expect(dimensions('symmetric', 4)).toEqual([1, 1, 2, 3, 3])
  expect(dimensions('symmetric', 5)).toEqual([1, 1, 4, 4, 5, 5, 6])
  expect(dimensions('alternating', 4)).toEqual([1, 2, 3]) // the two complex ones of dimension 1 are one real one
  expect(dimensions('alternating', 5)).toEqual([1, 3, 3, 4, 5])
  expect(dimensions('alternating', 6)).toEqual([1, 5, 5, 8, 8, 9, 10])
  expect(dimensions('symmetric', 6).reduce((sum, d) => sum + d * d, 0)).toBe(720)
})

test('the two halves in A5 have the golden ratio and its conjugate as characters of a five-cycle', () => {
  const { elements } = groupOf('alternating', 5)
  const cycle = elements.findIndex((p) => p.join() === '1,2,3,4,0')
  const traces = irrepsOf('alternating', 5).filter(({ dimension }) => dimension === 3).map((each) => {
    const m = matrixOf(each, cycle)
    return m[0]! + m[4]! + m[8]!
  })
  traces.sort((a, b) => a - b)
  expect(traces[0]).toBeCloseTo((1 - Math.sqrt(5)) / 2, 12)
  expect(traces[1]).toBeCloseTo((1 + Math.sqrt(5)) / 2, 12)
})

test('partitions and tableaux are counted as they are', () => {
  expect(partitions(6)).toHaveLength(11)
  expect(tableaux([3, 2, 1])).toHaveLength(16)
  expect(conjugate([4, 2, 1])).toEqual([3, 2, 1, 1])
})
