import { expect, test } from 'vitest'
import { ConstructedOrder } from '../../../shared/schema/constructed.ts'
import { circuitLogits } from '../run/panels/circuit/pair-logits.ts'
import { circuitWaves, neuronGroups, phaseRelation } from '../run/panels/circuit/waves.ts'
import { circleWeights, waveWeights } from '../run/panels/testing/constructed.ts'
import { circuitOfConstructed } from './use-constructed.ts'

const built = (weights: ReturnType<typeof circleWeights>, modulus: number, neurons: number) =>
  circuitOfConstructed({ order: ConstructedOrder.parse({ kind: 'circle', modulus, neurons }), input: weights['layers.0.weight']!, output: weights['layers.1.weight']! })

test('what the lab built is a circuit whose logits are those of the construction', () => {
  const [p, n] = [13, 5]
  const circuit = built(circleWeights(p, n, 1), p, n)
  const omega = (2 * Math.PI) / p
  for (const [a, b] of [[0, 0], [4, 11], [12, 12]] as const) {
    const logits = circuitLogits(circuit, 'quadratic', a, b)
    expect(Array.from(logits ?? [])).toEqual(Array.from({ length: p }, (_, c) => expect.closeTo(n * Math.cos(((a - b) * omega) / 2) ** 2 * Math.cos((a + b - c) * omega), 9)))
  }
})

test('in Gromov’s closed form the phases of answers are the sums of those of the symbols', () => {
  const circuit = built(waveWeights(31, 15), 31, 15)
  const groups = neuronGroups(circuit)
  expect(phaseRelation(circuit, circuitWaves(circuit, groups.frequency), 1)?.alignment).toBeCloseTo(1, 9)
})
