import { describe, expect, test } from 'vitest'
import type { MeasureAnswer } from './answers.ts'
import { spectraOf, spectrumLimits, spectrumPlace, spectrumSentence, spectrumTable } from './spectra.ts'

const answer = (step: number, rank: number, ...values: number[]): MeasureAnswer => ({
  step,
  values: { 'effective_rank.embed.weight': rank },
  arrays: { 'singular_values.embed.weight': { shape: [values.length], dtype: 'f64', data: Float64Array.from(values) } },
})
const diverged: MeasureAnswer = { step: 50, values: {}, arrays: {} }
const answers = [answer(0, 2.9, 1.1, 1, 0.9), answer(10, 1.2, 30, 0.2, 0.004), diverged]

describe('spectra of a matrix over time', () => {
  const spectra = spectraOf(answers, 'embed.weight')

  test('are there wherever the weights are numbers', () => {
    expect(spectra.map(({ step }) => step)).toEqual([0, 10])
    expect(spectraOf(answers, 'layers.0.bias')).toEqual([])
  })

  test('are of the matrix on the page, unless that has next to none', () => {
    const two = (counts: Readonly<Record<string, number>>): readonly MeasureAnswer[] => [{ step: 0, values: {}, arrays: Object.fromEntries(Object.entries(counts).map(([name, count]) => [`singular_values.${name}`, { shape: [count], dtype: 'f64' as const, data: new Float64Array(count) }])) }]
    expect(spectrumPlace(two({ embed: 12, inner: 40 }), 'inner')).toBe('inner')
    expect(spectrumPlace(two({ embed: 1, inner: 40 }), 'embed')).toBe('inner')
    expect(spectrumPlace(two({ embed: 2, inner: 2 }), 'inner')).toBe('inner')
    expect(spectrumPlace(two({ embed: 12, inner: 40 }), 'a.bias')).toBe('embed')
    expect(spectrumPlace([], 'embed')).toBe('')
  })

  test('share whole decades as limits, at most four', () => {
    expect(spectrumLimits(spectra)).toEqual({ low: -2, high: 2 })
    expect(spectrumLimits([])).toEqual({ low: -1, high: 0 })
    expect(spectrumLimits(spectraOf([answer(0, 1, 1, 1)], 'embed.weight'))).toEqual({ low: -1, high: 0 })
  })

  test('say how the effective rank moved', () => {
    expect(spectrumSentence(spectra, spectra[1]!, 'embed.weight')).toBe('the effective rank of embed.weight is 1.2 of 3 at step 10, 2.9 at step 0.')
    expect(spectrumTable(spectra[1]!, 'embed.weight').rows.map(([index]) => index)).toEqual(['1', '2', '3'])
  })
})
