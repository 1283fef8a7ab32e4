import { describe, expect, test } from 'vitest'
import { ConstructedOrder } from '../shared/schema/constructed.ts'
import { referenceOps } from '../engine/ops/eager.ts'
import { constructedNetwork, judgeConstructed } from './constructed.ts'
import type { Compute } from './types.ts'

/** At once, on the reference. */
const compute: Compute = {
  run(_key, write, inputs = {}) {
    const ops = referenceOps()
    const eager = { ...ops, input: (name: string) => ops.constant(inputs[name]!) }
    return Promise.resolve(Object.fromEntries(Object.entries(write(eager as never)).map(([name, tensor]) => [name, ops.value(tensor)])))
  },
  iterate: () => Promise.reject(new Error('not asked for')),
}
const judge = (order: object) => judgeConstructed(compute, constructedNetwork(ConstructedOrder.parse(order)))

describe('the multiplication circuit', () => {
  const order = { kind: 'multiplication', modulus: 13, frequencies: 2, seed: 3 }

  test('is Σ cos ω(a + b − c) over its key frequencies, and right on every pair', async () => {
    const { frequencies, input, output } = constructedNetwork(ConstructedOrder.parse(order))
    expect(frequencies).toHaveLength(2)
    const [p, n] = [13, 16]
    const [a, b] = [4, 11]
    const hidden = Array.from({ length: n }, (_, j) => (input.data[a * n + j]! + input.data[(p + b) * n + j]!) ** 2)
    for (let c = 0; c < p; c++) {
      const logit = hidden.reduce((sum, h, j) => sum + h * output.data[j * p + c]!, 0)
      expect(logit).toBeCloseTo(frequencies.reduce((sum, k) => sum + Math.cos((2 * Math.PI * k * (a + b - c)) / p), 0), 10)
    }
    expect((await judge(order)).accuracy).toBe(1)
  })

  test('gains margin with each frequency, and loses it to noise', async () => {
    const margin = async (more: object): Promise<number> => (await judge({ ...order, modulus: 31, ...more })).margins.mean
    expect(await margin({ frequencies: 5 })).toBeGreaterThan(await margin({ frequencies: 1 }))
    expect((await judge({ ...order, noise: 3 })).accuracy).toBeLessThan(0.5)
  })
})

describe('other constructions', () => {
  test('PAIR’s circle adds with five neurons and not with four', async () => {
    expect((await judge({ kind: 'circle', modulus: 13, neurons: 5 })).accuracy).toBe(1)
    expect((await judge({ kind: 'circle', modulus: 13, neurons: 4 })).accuracy).toBeLessThan(0.5)
  })

  test('Gromov’s closed form is the better the more neurons it has', async () => {
    const accuracy = async (neurons: number): Promise<number> => (await judge({ kind: 'waves', modulus: 13, neurons })).accuracy
    expect(await accuracy(200)).toBe(1)
    expect(await accuracy(6)).toBeLessThan(0.9)
  })

  test('a frequency that the table does not have becomes the largest that it has, and is said', () => {
    expect(constructedNetwork(ConstructedOrder.parse({ kind: 'circle', modulus: 7, frequency: 60 }))).toMatchObject({ order: { frequency: 3 }, frequencies: [3] })
    expect(constructedNetwork(ConstructedOrder.parse({ kind: 'multiplication', modulus: 7, frequencies: 16 })).frequencies).toEqual([1, 2, 3])
  })
})
