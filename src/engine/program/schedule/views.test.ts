import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sizeOf } from '../../../shared/tensors.ts'
import { axesOf, broadcastView, evenStride, isRowMajor, joinAxes, reshapeView, rowMajor, sliceView, splitAxes, transposeView, type View } from './views.ts'

/** Places of all elements of a view, in row-major order of its shape. */
function places(view: View): number[] {
  return axesOf(view).reduce((all, { length, stride }) => all.flatMap((place) => Array.from({ length }, (_, i) => place + i * stride)), [view.offset])
}

const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 })

test('joined axes name the same places in the same order', () => {
  fc.assert(
    fc.property(shapes, (shape) => {
      const view = rowMajor(0, 'f32', shape)
      const joined = joinAxes(axesOf(view))
      expect(joined).toEqual(sizeOf(shape) === 1 ? [] : [{ length: sizeOf(shape), stride: 1 }])
    }),
  )
})

test('a view of another shape names the same places in the same order, or does not exist', () => {
  const turns = fc.tuple(shapes, fc.nat(), fc.array(fc.constantFrom(1, 2, 3, 4, 6, 8, 12), { minLength: 1, maxLength: 3 }))
  fc.assert(
    fc.property(turns, ([shape, seed, other]) => {
      const permutation = shape.map((_, i) => (i + seed) % shape.length)
      const view = transposeView(rowMajor(0, 'f32', shape), permutation)
      fc.pre(sizeOf(other) === sizeOf(shape))
      const same = reshapeView(view, other)
      if (same !== null) expect(places(same)).toEqual(places(view))
      if (isRowMajor(view)) expect(same).not.toBeNull()
    }),
    { numRuns: 2000 },
  )
})

test('axes are split inside one where its length allows it, and nowhere else', () => {
  const axes = [{ length: 6, stride: 4 }, { length: 4, stride: 1 }]
  expect(splitAxes(axes, 4)).toEqual([[{ length: 6, stride: 4 }], [{ length: 4, stride: 1 }]])
  expect(splitAxes(axes, 2)).toEqual([[{ length: 6, stride: 4 }, { length: 2, stride: 2 }], [{ length: 2, stride: 1 }]])
  expect(splitAxes(axes, 12)).toEqual([[{ length: 2, stride: 12 }], [{ length: 3, stride: 4 }, { length: 4, stride: 1 }]])
  expect(splitAxes(axes, 3)).toBeNull()
  expect(splitAxes(axes, 48)).toBeNull()
})

test('a slice of rows is row-major where it begins, a slice of columns is not', () => {
  const x = rowMajor(0, 'f32', [3, 4])
  expect(isRowMajor(sliceView(x, [1, 0], [2, 4]))).toBe(true)
  expect(isRowMajor(sliceView(x, [0, 1], [3, 2]))).toBe(false)
  expect(places(sliceView(x, [0, 1], [3, 2]))).toEqual([1, 2, 5, 6, 9, 10])
  expect(evenStride(sliceView(x, [0, 1], [3, 1]))).toBe(4)
  expect(evenStride(sliceView(x, [0, 1], [3, 2]))).toBeNull()
})

test('broadcasting repeats places', () => {
  expect(places(broadcastView(rowMajor(0, 'f32', [2, 1]), [2, 2, 3]))).toEqual([0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1])
})
