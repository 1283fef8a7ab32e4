import { expect, test } from 'vitest'
import file from '../../../../../resources/sample/run.json' with { type: 'json' }
import { eventSteps } from '../../../../science/phases/index.ts'
import { SampleRun } from '../../../../shared/schema/sample.ts'
import { storedAt, tourSteps } from './tour-steps.ts'

const run = SampleRun.parse(file)
const curves = Object.fromEntries(Object.entries(run.curves).map(([name, { steps, values }]) => [name, { steps: Uint32Array.from(steps), values: Float64Array.from(values) }]))
const events = eventSteps(curves)
const steps = tourSteps({ curves, config: run.config }, events, new Set([1, 4]))

test('the numbers in the words are those of the bundled run', () => {
  const words = steps.flatMap(({ paragraphs }) => paragraphs).join(' ')
  for (const step of [events.train_acc_100, events.test_acc_50, events.test_acc_99]) expect(words).toContain(`step ${step}`)
  expect(words).not.toMatch(/NaN|undefined|null/)
})
test('what is said of each stretch holds in the run', () => {
  const { from, to } = steps.find(({ id }) => id === 'plateau')!.plays[0]!
  expect(storedAt(curves, 'train_accuracy', from)).toBe(1)
  expect(storedAt(curves, 'test_accuracy', to)).toBeLessThan(0.2)
  expect(storedAt(curves, 'frequency_share', to)).toBeGreaterThan(storedAt(curves, 'frequency_share', from))
  // The norm rises here, as the step on decay says.
  expect(storedAt(curves, 'weight_norm', run.config.steps)).toBeGreaterThan(storedAt(curves, 'weight_norm', 0))
})
test('every button plays forwards within the run, and steps have names of their own', () => {
  for (const { plays } of steps) for (const { from, to } of plays) expect([from < to, to <= run.config.steps]).toEqual([true, true])
  expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length)
})
