import { expect, test } from 'vitest'
import { phasesFigure } from './phases-figure.ts'

const thresholds = { memorised: 0.99, leaving: 0.05, grokked: 0.99 }
const segments = [{ phase: 'memorising', from: 0, to: 20 }, { phase: 'plateau', from: 20, to: 100 }] as const
const rule = (...leaving: readonly number[]): string | undefined => phasesFigure(leaving.map((of, i) => ({ name: `run ${i}`, segments, thresholds: { ...thresholds, leaving: of } })))?.spec.notes[0]

test('the rule of the phases is printed, both where it differs with what guessing gets', () => {
  expect(rule(0.05, 0.05)).toMatch(/plateau until test ≥ 5 ?.%, generalising/)
  expect(rule(0.75, 0.05)).toMatch(/plateau until test ≥ 5.% or 75.%, the more where guessing gets much, generalising/)
})

test('runs without points make no figure', () => {
  expect(phasesFigure([{ name: 'a run', segments: [], thresholds }])).toBeNull()
})
