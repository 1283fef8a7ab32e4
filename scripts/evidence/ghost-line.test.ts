import { expect, test } from 'vitest'
import { ghostLines } from './ghost-line.ts'

const steps = Uint32Array.from({ length: 200 }, (_, i) => i)
const run = (member: string | null, seed: number) => ({ member, curves: { train_loss: { steps, values: Float64Array.from(steps, (step) => step + seed) }, test_accuracy: { steps, values: Float64Array.from(steps, () => seed / 10) } } })
const names = (count: number): string[] => Array.from({ length: count }, (_, i) => `cell ${i}`)

test('the line of a run is the median of its seeds at each logged step', () => {
  const line = ghostLines([1, 2, 7].map((seed) => run(null, seed)), null)
  expect(line).toMatchObject({ medianCurves: { train_loss: { steps: [...steps], values: [...steps].map((step) => step + 2) } } })
})

test('a set keeps the curves of its members whole; a map keeps a sketch of the accuracies that ends where they end', () => {
  const of = (count: number) => ghostLines(names(count).map((name) => run(name, 3)), names(count)) as { members: Record<string, { medianCurves: Record<string, { steps: number[]; values: number[] }> }> }
  expect(of(24).members['cell 3']?.medianCurves['train_loss']?.steps).toHaveLength(200)
  const cell = of(25).members['cell 3']?.medianCurves
  expect(Object.keys(cell ?? {})).toEqual(['test_accuracy'])
  expect(cell?.['test_accuracy']?.steps.at(-1)).toBe(199)
  expect(cell?.['test_accuracy']?.steps.length).toBeLessThanOrEqual(48)
  expect(new Set(cell?.['test_accuracy']?.values)).toEqual(new Set([0.3]))
})
