import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import type { NamedTensors } from '../shared/tensors.ts'
import { lotteryTicket, ticketMask } from './lottery-ticket.ts'

const tensorsOf = (a: readonly number[], b: readonly number[]): NamedTensors => ({
  'layers.0.weight': { shape: [a.length / 2, 2], dtype: 'f32', data: Float32Array.from(a) },
  'layers.0.bias': { shape: [2], dtype: 'f32', data: Float32Array.of(0.001, 0) },
  'layers.1.weight': { shape: [b.length, 1], dtype: 'f32', data: Float32Array.from(b) },
})
const later = tensorsOf([3, -0.1, 0.5, -4], [0.2, -2])

describe('a lottery ticket', () => {
  test('loses the k smallest of all matrices together, whatever their sign: |θ| > the k-th', () => {
    const mask = ticketMask(later, { prune: 0.5, mask: 'magnitude', seed: 0 })
    expect(mask).toEqual({ 'layers.0.weight': Uint8Array.of(1, 0, 0, 1), 'layers.1.weight': Uint8Array.of(0, 1) })
    expect(Object.keys(mask)).not.toContain('layers.0.bias')
  })

  test('is made of the first weights; biases stay as they are', () => {
    const ticket = lotteryTicket(tensorsOf([1, 2, 3, 4], [5, -6]), later, { prune: 0.5, mask: 'magnitude', seed: 0 })
    expect(ticket['layers.0.weight']!.data).toEqual(Float32Array.of(1, 0, 0, 4))
    expect(ticket['layers.1.weight']!.data).toEqual(Float32Array.of(0, -6))
    expect(ticket['layers.0.bias']!.data).toEqual(Float32Array.of(0.001, 0).map(Math.fround))
  })

  test('at prune 0 is the net as it began, at 1 nothing of its matrices is left', () => {
    const initial = tensorsOf([1, 2, 3, 4], [5, -6])
    expect(lotteryTicket(initial, later, { prune: 0, mask: 'magnitude', seed: 0 })).toEqual(initial)
    expect(lotteryTicket(initial, later, { prune: 1, mask: 'random', seed: 0 })['layers.1.weight']!.data).toEqual(Float32Array.of(0, 0))
  })

  test('weights of exactly the threshold go too, as in the source', () => {
    expect(ticketMask(tensorsOf([1, 1, 1, 2], [3, 4]), { prune: 1 / 6, mask: 'magnitude', seed: 0 })['layers.0.weight']).toEqual(Uint8Array.of(0, 0, 0, 1))
  })

  test('at random as many go, others with each seed, the same with the same', () => {
    const many = tensorsOf(Array.from({ length: 400 }, (_, i) => Math.sin(i) + 2), [1])
    fc.assert(fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(), (prune, seed) => {
      const count = (mask: 'magnitude' | 'random'): number => Object.values(ticketMask(many, { prune, mask, seed })).reduce((sum, part) => sum + part.reduce((n, x) => n + x, 0), 0)
      expect(count('random')).toBe(count('magnitude'))
      expect(count('magnitude')).toBeLessThanOrEqual(401 - Math.round(prune * 401))
    }))
    const masks = [0, 0, 1].map((seed) => ticketMask(many, { prune: 0.6, mask: 'random', seed }))
    expect(masks[0]).toEqual(masks[1])
    expect(masks[0]).not.toEqual(masks[2])
  })
})
