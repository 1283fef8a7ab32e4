import { expect, test } from 'vitest'
import { armsAt, longestArm, starShares, starsOf } from './star.ts'
import { circleWeights } from '../testing/constructed.ts'
import { block, matrixOf, turned } from '../circuit/product.ts'

test('PAIR’s circle is a star of N even arms at its frequency, and answers turn twice as fast', () => {
  const [p, n, k] = [13, 5, 3]
  const weights = circleWeights(p, n, k)
  const stars = starsOf(block(matrixOf(weights['layers.0.weight']!), 0, p))
  const answers = starsOf(turned(matrixOf(weights['layers.1.weight']!)))
  expect(longestArm(stars)).toBeCloseTo(1, 10)
  expect([...starShares(stars)]).toEqual(Array.from({ length: 6 }, (_, i) => expect.closeTo(i + 1 === k ? 1 : 0, 10)))
  const byNeuron = (arms: ReturnType<typeof armsAt>) => [...arms].sort((one, other) => one.neuron - other.neuron)
  const [ins, outs] = [byNeuron(armsAt(stars, k)), byNeuron(armsAt(answers, k))]
  ins.forEach(({ x, y }, i) => {
    const theta = Math.atan2(y, x)
    expect(x).toBeCloseTo(Math.cos((2 * Math.PI * i) / n), 10)
    expect(outs[i]!.x).toBeCloseTo(Math.cos(2 * theta), 10)
    expect(outs[i]!.y).toBeCloseTo(Math.sin(2 * theta), 10)
  })
  expect(armsAt(stars, 1, 1e-6)).toEqual([])
})

test('the alternating frequency of an even table is not counted twice', () => {
  const stars = starsOf({ values: Float64Array.of(1, -1, 1, -1), rows: 4, columns: 1 })
  expect(armsAt(stars, 2)[0]).toEqual({ neuron: 0, x: expect.closeTo(1, 12), y: expect.closeTo(0, 12) })
  expect(longestArm(starsOf({ values: new Float64Array(4), rows: 4, columns: 1 }))).toBe(1)
})
