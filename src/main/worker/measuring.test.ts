import { expect, test } from 'vitest'
import { ReferenceExecutor } from '../../engine/executors/reference/reference-executor.ts'
import { referenceNumerics } from '../../engine/ops/reference/numerics.ts'
import { experimentOf } from '../../science/experiment.ts'
import { defineMeasure, noParameters } from '../../science/measures/define.ts'
import type { MeasureInput } from '../../science/types.ts'
import { LabError } from '../../shared/errors.ts'
import { RunConfig } from '../../shared/schema/run-config.ts'
import { Measuring } from './measuring.ts'

const experiment = experimentOf(
  RunConfig.parse({ task: { kind: 'modular_table', modulus: 5 }, split: { train_fraction: 0.5 }, model: { kind: 'mlp', hidden: [3] }, optimiser: { kind: 'adamw', learning_rate: 0.01 }, steps: 5 }),
)
const tools = { executor: new ReferenceExecutor(), numerics: referenceNumerics, programs: new Map() }
const { weights } = experiment

/** A measure of class b that does what it is told. */
const measure = (id: string, compute: (input: MeasureInput) => number) =>
  defineMeasure({ id, title: id, formula: '', domain: '', source: '', unit: '1', expect: '', cost: 'b', series: [id], parameters: noParameters, lacks: () => null, compute: (input) => ({ [id]: compute(input) }) })

const measuring = (rhythm: 'log' | 'checkpoint', ...all: ReturnType<typeof measure>[]) => new Measuring({ ...experiment, measures: all.map((each) => ({ measure: each, rhythm, parameters: {} })) }, tools)

test('a measure that fails at a step is left out from there on, with a note; the others go on', async () => {
  const fails = measure('fails', ({ step }) => {
    if (step === 2) throw new LabError('too-large', 'Its table does not fit in memory.')
    return step
  })
  const all = measuring('log', fails, measure('sound', ({ step }) => -step))
  const take = (step: number) => all.take({ step, weights, isCheckpoint: false })
  expect(await take(1)).toEqual({ values: [{ fails: 1 }, { sound: -1 }], notes: [] })
  expect(await take(2)).toEqual({ values: [{ sound: -2 }], notes: ['fails is not measured from step 2 on. Its table does not fit in memory.'] })
  expect(await take(3)).toEqual({ values: [{ sound: -3 }], notes: [] })
})

test('a mistake in a measure is not passed over in silence', async () => {
  const broken = measuring('log', measure('broken', () => { throw new TypeError('undefined is not a number') }))
  await expect(broken.take({ step: 1, weights, isCheckpoint: false })).rejects.toThrow(TypeError)
})

test.each([['log', [null, 0, 1, 2]], ['checkpoint', [null, 0]]] as const)('at the rhythm %s a measure sees the weights of the look before', async (rhythm, before) => {
  const seen: (number | null)[] = []
  const all = measuring(rhythm, measure('sees', ({ previous }) => seen.push(previous?.step ?? null)))
  for (const step of [0, 1, 2, 3]) await all.take({ step, weights, isCheckpoint: step % 3 === 0 })
  expect(seen).toEqual(before)
})

test('after going on it sees what training went on from', async () => {
  let seen: number | undefined
  const all = measuring('log', measure('sees', ({ previous }) => (seen = previous?.step) ?? 0))
  all.goesOnFrom(7, weights)
  await all.take({ step: 8, weights, isCheckpoint: false })
  expect(seen).toBe(7)
})

test('weights are read only where something is measured', () => {
  expect(measuring('checkpoint', measure('rare', () => 1)).needsWeights(false)).toBe(false)
  expect(measuring('checkpoint', measure('rare', () => 1)).needsWeights(true)).toBe(true)
  expect(measuring('log', measure('often', () => 1)).needsWeights(false)).toBe(true)
})
