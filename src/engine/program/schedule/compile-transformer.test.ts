import { expect, test } from 'vitest'
import { i32, spread } from '../../ops/conformance/case.ts'
import type { NamedTensors } from '../../../shared/tensors.ts'
import { optimise } from '../optimise.ts'
import { differences } from '../testing/same-results.ts'
import { nanda, transformerStep, type TransformerSizes } from '../testing/transformer.ts'
import { compileSchedule } from './compile-schedule.ts'
import { scheduleOf } from './lower.ts'

const fixed = new Set(['tokens', 'labels'])
const small: TransformerSizes = { rows: 5, symbols: 4, places: 3, width: 6, heads: 2, hidden: 7 }

test('a step of a transformer with attention does what its program says', () => {
  const program = optimise(transformerStep(small, 'f64'))
  const tokens = i32([5, 3], [0, 1, 3, 2, 2, 3, 1, 0, 3, 0, 0, 3, 2, 1, 3])
  const drawn = program.inputs.filter(({ name }) => !fixed.has(name)).map(({ name, type }, i) => {
    const tensor = spread(type.shape, 'f64', i)
    const scale = name.startsWith('v.') ? 0.01 : 0.3
    return [name, { ...tensor, data: Float64Array.from(tensor.data, (x) => (name.startsWith('v.') ? Math.abs(x) : x) * scale) }] as const
  })
  const inputs: NamedTensors = { ...Object.fromEntries(drawn), tokens, labels: i32([5], [0, 1, 2, 3, 1]) }
  expect(differences(program, compileSchedule(program, fixed), inputs, { relative: 1e-11, absolute: 1e-13 }, 3)).toEqual([])
})

test('the step of a transformer of one layer is its 27 products and hardly more, in 21 phases', () => {
  const program = optimise(transformerStep(nanda))
  const plain = scheduleOf(program, fixed)
  const { kernels, phases } = compileSchedule(program, fixed)
  expect(plain.kernels.length).toBeGreaterThan(280)
  expect(kernels.length).toBeLessThanOrEqual(34)
  expect(phases.length).toBeLessThanOrEqual(21)
  expect(kernels.filter(({ kind }) => kind === 'product')).toHaveLength(27)
})
