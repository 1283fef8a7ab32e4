import { expect, test } from 'vitest'
import { imagesSentence, imagesTable, neuronImages, strongest } from './first-layer.ts'

/** Four pixels, three neurons: the second is the strongest, the first next. */
const layer = { shape: [4, 3], dtype: 'f64' as const, data: Float64Array.of(1, 3, 0, 0, 0, 0, 0, 4, 0, -1, 0, 0.5) }

test('neurons of the largest norm come first, each as an image of its pixels', () => {
  expect(strongest(layer, 2)).toEqual([1, 0])
  const images = neuronImages(layer, strongest(layer, 2))!
  expect(images.map(({ neuron, norm }) => [neuron, norm])).toEqual([[1, 5], [0, Math.SQRT2]])
  expect([...images[0]!.picture.values]).toEqual([3, 0, 4, 0])
  expect(images[0]!.picture).toMatchObject({ rows: 2, columns: 2 })
  expect(imagesSentence(images, 3, 10, 20)).toBe('2 of 3 neurons, those of the largest norm at step 20, as images of 2 × 2 weights; at step 10 their norms go from 1.41 to 5.00.')
  expect(imagesTable(images, 10).rows[0]).toEqual(['1', '5.000', '0.000', '4.000'])
})

test('pixels that make no square are no image', () => {
  expect(neuronImages({ shape: [6, 2], dtype: 'f64', data: new Float64Array(12) }, [0])).toBeNull()
})
