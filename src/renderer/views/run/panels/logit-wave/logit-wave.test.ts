import { describe, expect, test } from 'vitest'
import { aroundTruth, drawnComponents, heightAt, logitWave } from './logit-wave.ts'

const p = 31
const truth = 7
const wave = (k: number, amplitude: number, lag: number) => Float64Array.from({ length: p }, (_, c) => amplitude * Math.cos((2 * Math.PI * k * (c - truth)) / p + lag))
const sum = (...parts: Float64Array[]) => Float64Array.from({ length: p }, (_, c) => parts.reduce((total, part) => total + part[c]!, 0))

describe('the waves of a pair', () => {
  test('are found with size and lag, and agree at the truth', () => {
    const found = logitWave(sum(wave(3, 2, 0), wave(11, 1, 0.5), new Float64Array(p).fill(4)), truth)
    expect(found.components.slice(0, 2)).toEqual([
      { frequency: 3, amplitude: expect.closeTo(2, 10), lag: expect.closeTo(0, 10), atTruth: expect.closeTo(2, 10), share: expect.closeTo(0.8, 10) },
      { frequency: 11, amplitude: expect.closeTo(1, 10), lag: expect.closeTo(0.5, 10), atTruth: expect.closeTo(Math.cos(0.5), 10), share: expect.closeTo(0.2, 10) },
    ])
    expect(found.answer).toBe(truth)
    expect(found.margin).toBeGreaterThan(0)
    expect(found.logits.reduce((total, z) => total + z, 0)).toBeCloseTo(0, 9)
  })

  test('all together are the logits again', () => {
    const raw = Float64Array.from({ length: p }, (_, c) => Math.sin(c * c) + 0.1 * c)
    const { components, logits } = logitWave(raw, truth)
    aroundTruth(p, truth).forEach(({ d, row }) => expect(components.reduce((total, each) => total + heightAt(each, d, p), 0)).toBeCloseTo(logits[row]!, 9))
  })

  test('a wrong answer has a margin below 0', () => {
    const { answer, margin } = logitWave(wave(1, 1, Math.PI), truth)
    expect(answer).not.toBe(truth)
    expect(margin).toBeLessThan(0)
  })

  test('of logits without waves none is drawn', () => {
    expect(drawnComponents(logitWave(new Float64Array(p).fill(3), truth))).toEqual([])
  })
})

test('the truth stands in the middle of all answers, each once', () => {
  for (const n of [8, 9]) {
    const rows = aroundTruth(n, 2)
    expect(rows.find(({ d }) => d === 0)?.row).toBe(2)
    expect(new Set(rows.map(({ row }) => row)).size).toBe(n)
    expect(Math.abs(rows.filter(({ d }) => d < 0).length - rows.filter(({ d }) => d > 0).length)).toBeLessThanOrEqual(1)
  }
})
