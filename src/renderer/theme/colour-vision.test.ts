import { expect, test } from 'vitest'
import { colourMatrices, filterValues, seenBy, type SimulatedVision } from './colour-vision.ts'

const visions = Object.keys(colourMatrices) as SimulatedVision[]
const rgb = (hex: string): number[] => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))

test.each(visions)('%s leaves greys grey', (vision) => {
  for (const hex of ['#000000', '#808080', '#ffffff']) expect(seenBy(vision, hex)).toBe(hex)
})
test('without green cones red and green become two tones of one hue', () => {
  const [red, green] = ['#ff0000', '#00ff00'].map((hex) => rgb(seenBy('deuteranopia', hex)))
  // Both yellowish: more red and green than blue.
  for (const [r, g, b] of [red!, green!]) expect(Math.min(r!, g!)).toBeGreaterThan(b!)
})
test('train and test stay apart in every simulation, in both themes', () => {
  for (const vision of visions.filter((v) => v !== 'grey')) {
    for (const [train, tested] of [['#0072B2', '#D55E00'], ['#4FA8E0', '#F18440']] as const) {
      const [a, b] = [rgb(seenBy(vision, train)), rgb(seenBy(vision, tested))]
      expect(Math.max(...a.map((value, i) => Math.abs(value - b[i]!)))).toBeGreaterThan(80)
    }
  }
})
test('the filter has four rows of five and leaves alpha alone', () => {
  const values = filterValues('tritanopia').split(' ').map(Number)
  expect(values).toHaveLength(20)
  expect(values.slice(15)).toEqual([0, 0, 0, 1, 0])
})
