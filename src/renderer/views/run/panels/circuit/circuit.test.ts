import { describe, expect, test } from 'vitest'
import { RunConfig } from '../../../../../shared/schema/run-config.ts'
import type { HostTensor } from '../../../../../shared/tensors.ts'
import { circleWeights, mlpConfig, waveWeights } from '../testing/constructed.ts'
import { circuitRecipe, phaseSign, type CircuitRecipe } from './circuit.ts'
import { pairRecipe } from './pair-logits.ts'
import { circuitWaves, neuronGroups, phaseRelation } from './waves.ts'

function recipe(config: RunConfig): CircuitRecipe {
  const found = circuitRecipe(config)
  if (typeof found === 'string') throw new Error(found)
  return found
}

function made(config: RunConfig, weights: Parameters<CircuitRecipe['make']>[0]) {
  const circuit = recipe(config).make(weights)
  if (circuit === null) throw new Error('no circuit')
  return circuit
}

describe('the tables of a circuit', () => {
  test('of one-hot pairs are the blocks of the first layer and the turned second one', () => {
    const circuit = made(mlpConfig(13, [5]), circleWeights(13, 5, 2))
    expect([circuit.p, circuit.neurons, circuit.isShared]).toEqual([13, 5, false])
    expect(circuit.a.values[3 * 5 + 1]).toBeCloseTo(Math.cos((2 * Math.PI * 2 * 3) / 13 - (2 * Math.PI) / 5), 12)
    expect(circuit.answer?.values[4 * 5 + 1]).toBeCloseTo(Math.cos((4 * Math.PI) / 5 - (2 * Math.PI * 2 * 4) / 13), 12)
  })

  test('of a network with another layer between have no answers', () => {
    const weights = { ...circleWeights(7, 5, 1), 'layers.2.weight': { shape: [3, 7], dtype: 'f64', data: new Float64Array(21) } satisfies HostTensor }
    expect(made(mlpConfig(7, [5, 3]), weights).answer).toBeNull()
  })

  test('of factors are their products, one table where both symbols share their weights', () => {
    const config = RunConfig.parse({ ...mlpConfig(5, [3]), model: { kind: 'factored_mlp', embedding: { kind: 'learned', width: 2 }, hidden: 3 } })
    const embed: HostTensor = { shape: [5, 2], dtype: 'f64', data: Float64Array.of(1, 0, 0, 1, 1, 1, 2, 0, 0, 2) }
    const weights = { 'embed.weight': embed, 'layers.0.weight': { shape: [2, 3], dtype: 'f64', data: Float64Array.of(1, 2, 3, 4, 5, 6) } satisfies HostTensor, 'layers.1.weight': { shape: [3, 2], dtype: 'f64', data: Float64Array.of(1, 0, 0, 1, 1, 1) } satisfies HostTensor }
    const circuit = made(config, weights)
    expect(circuit.a).toBe(circuit.b)
    expect([...circuit.a.values.subarray(6, 9)]).toEqual([5, 7, 9])
    expect([...(circuit.answer?.values ?? [])].slice(6, 9)).toEqual([1, 1, 2])
  })

  test('of a product stand in the order of powers of a primitive root', () => {
    const circuit = made(mlpConfig(7, [1], {}, 'multiply'), { 'layers.0.weight': { shape: [14, 1], dtype: 'f64', data: Float64Array.from({ length: 14 }, (_, i) => i) }, 'layers.1.weight': { shape: [1, 7], dtype: 'f64', data: Float64Array.from({ length: 7 }, (_, i) => i) } })
    expect([...circuit.residues]).toEqual([1, 3, 2, 6, 4, 5])
    expect([...circuit.a.values]).toEqual([1, 3, 2, 6, 4, 5])
    expect([...circuit.b.values]).toEqual([8, 10, 9, 13, 11, 12])
    expect([...(circuit.answer?.values ?? [])]).toEqual([1, 3, 2, 6, 4, 5])
  })

  test('are refused with a sentence where symbols are no residues', () => {
    const toy = RunConfig.parse({ ...mlpConfig(5, [3]), task: { kind: 'toy_addition' } })
    expect(circuitRecipe(toy)).toMatch(/residues/)
    expect(phaseSign(toy)).toBeNull()
    expect([phaseSign(mlpConfig(5, [3], {}, 'divide')), phaseSign(mlpConfig(5, [3]))]).toEqual([-1, 1])
  })
})

describe('waves of the constructed solutions', () => {
  test('PAIR’s neurons have one frequency, evenly spread phases and answers at twice the angle', () => {
    const circuit = made(mlpConfig(13, [5]), circleWeights(13, 5, 2))
    const { frequency, groups, reach } = neuronGroups(circuit)
    expect(groups).toHaveLength(1)
    expect(groups[0]?.share).toBeCloseTo(1, 12)
    expect(reach).toBeCloseTo(1, 12)
    const waves = circuitWaves(circuit, frequency)
    expect([...waves.a.share]).toEqual([1, 1, 1, 1, 1].map((x) => expect.closeTo(x, 10)))
    expect([...waves.a.phase].map((phase) => Math.cos(phase))).toEqual([0, 1, 2, 3, 4].map((i) => expect.closeTo(Math.cos((2 * Math.PI * i) / 5), 10)))
    const relation = phaseRelation(circuit, waves, 1)
    expect(relation?.locked).toHaveLength(5)
    expect(relation?.alignment).toBeCloseTo(1, 10)
    expect(relation?.median).toBeCloseTo(0, 6)
  })

  test('Gromov’s neurons each have their own frequency, and their phases add up', () => {
    const circuit = made(mlpConfig(31, [15]), waveWeights(31, 15))
    const groups = neuronGroups(circuit)
    expect([...groups.frequency]).toEqual(Array.from({ length: 15 }, (_, i) => i + 1))
    expect(phaseRelation(circuit, circuitWaves(circuit, groups.frequency), 1)?.alignment).toBeCloseTo(1, 10)
    expect(phaseRelation(circuit, circuitWaves(circuit, groups.frequency), -1)?.alignment).toBeLessThan(0.6)
  })

  test('weights that are all the same have no share and no size', () => {
    const flat = { shape: [14, 2], dtype: 'f64', data: new Float64Array(28).fill(0.3) } satisfies HostTensor
    const circuit = made(mlpConfig(7, [2]), { 'layers.0.weight': flat, 'layers.1.weight': { shape: [2, 7], dtype: 'f64', data: new Float64Array(14) } })
    const { frequency, reach } = neuronGroups(circuit)
    expect([...circuitWaves(circuit, frequency).a.share]).toEqual([0, 0])
    expect(reach).toBeGreaterThan(0)
  })
})

describe('the logits of a pair', () => {
  test('of PAIR’s circle are N cos²((a−b)ω/2) cos((a+b−c)ω)', () => {
    const [p, n, k] = [13, 5, 2]
    const config = mlpConfig(p, [n])
    const weights = circleWeights(p, n, k)
    const pair = pairRecipe(config)
    if (typeof pair === 'string') throw new Error(pair)
    const logits = pair.logits(made(config, weights), weights, 4, 11)
    const omega = (2 * Math.PI * k) / p
    expect(Array.from(logits ?? [])).toEqual(Array.from({ length: p }, (_, c) => expect.closeTo(n * Math.cos(((4 - 11) * omega) / 2) ** 2 * Math.cos((15 - c) * omega), 9)))
  })

  test('go through every layer, with constants and the factor of the outputs', () => {
    const config = mlpConfig(2, [1, 2], { activation: 'relu', bias: true, output_scale: 3 })
    const f64 = (shape: readonly number[], ...data: number[]): HostTensor => ({ shape, dtype: 'f64', data: Float64Array.from(data) })
    const weights = {
      'layers.0.weight': f64([4, 1], 1, 2, 3, 4), 'layers.0.bias': f64([1], -1),
      'layers.1.weight': f64([1, 2], 1, -1), 'layers.1.bias': f64([2], 0, 10),
      'layers.2.weight': f64([2, 2], 1, 0, 0, 1), 'layers.2.bias': f64([2], 0.5, 0),
    }
    const pair = pairRecipe(config)
    if (typeof pair === 'string') throw new Error(pair)
    // relu(2 + 3 − 1) = 4 → (4, 6) → 3 (4.5, 6)
    expect(Array.from(pair.logits(made(config, weights), weights, 1, 0) ?? [])).toEqual([13.5, 18])
  })
})
