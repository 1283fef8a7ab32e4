import { describe, expect, test } from 'vitest'
import { findExecutor } from '../../engine/executors/installed.ts'
import { ReferenceExecutor } from '../../engine/executors/reference/reference-executor.ts'
import type { Executor } from '../../engine/executors/executor.ts'
import { difference, dot, gradientOf } from '../../science/measures/gradient.ts'
import { curvatureAlong } from '../../science/measures/slingshot.ts'
import { forwardExamples } from '../../science/measures/forward.ts'
import type { MeasureInput } from '../../science/types.ts'
import type { NamedTensors } from '../../shared/tensors.ts'
import { computeOn, type Programs } from './compute.ts'
import { moved, runToMeasure } from './testing/run-to-measure.ts'

const native = await findExecutor('native')
const executors: readonly (readonly [string, Executor])[] = [['reference', new ReferenceExecutor()], ...('executor' in native ? [['native', native.executor] as const] : [])]
const config = { model: { kind: 'mlp', hidden: [6, 5], activation: 'tanh', bias: true } }

const lossAt = async (input: MeasureInput, weights: NamedTensors): Promise<number> => {
  const { loss } = await input.compute.run('loss', (ops) => ({ loss: input.network.loss(ops, input.network.weights(ops), input.network.side(ops, 'train')) }), weights)
  return loss!.data[0]!
}
const along = (weights: NamedTensors, direction: NamedTensors, h: number): NamedTensors =>
  Object.fromEntries(Object.entries(weights).map(([name, { shape, dtype, data }]) => [name, { shape, dtype, data: data.map((w, i) => w + h * direction[name]!.data[i]!) }]))

describe.each(executors)('programs of measures on %s', (_name, executor) => {
  const input = runToMeasure({ config, executor })
  const { weights } = input
  const direction = difference(moved(weights, 0.3), weights)

  test('the gradient is the slope of the loss', async () => {
    const gradient = await gradientOf(input)
    const h = 1e-5
    const slope = ((await lossAt(input, along(weights, direction, h))) - (await lossAt(input, along(weights, direction, -h)))) / (2 * h)
    expect(dot(gradient, direction) / slope).toBeCloseTo(1, 8)
  })

  test('the curvature along a direction is that of the loss', async () => {
    const h = 1e-3
    const [up, here, down] = [await lossAt(input, along(weights, direction, h)), await lossAt(input, weights), await lossAt(input, along(weights, direction, -h))]
    const curvature = (up - 2 * here + down) / h ** 2 / dot(direction, direction)
    expect((await curvatureAlong(input, direction)) / curvature).toBeCloseTo(1, 4)
  })

  test('a forward pass is that of the model, and notes what it was asked for', async () => {
    const { outputs, notes } = await forwardExamples(input, ['features'])
    expect(outputs.shape).toEqual([49, 7])
    const features = notes['features']!
    expect(features.shape).toEqual([49, 5])
    const [w, b] = [weights['layers.2.weight']!, weights['layers.2.bias']!]
    const row = 11
    for (let c = 0; c < 7; c++) {
      let sum = b.data[c]!
      for (let j = 0; j < 5; j++) sum += features.data[row * 5 + j]! * w.data[j * 7 + c]!
      expect(outputs.data[row * 7 + c]).toBeCloseTo(sum, 12)
    }
  })
})

test.skipIf(executors.length < 2)('native computes what the reference does', async () => {
  const [reference, other] = executors.map(([, executor]) => runToMeasure({ config, executor }))
  const [x, y] = [await gradientOf(reference!), await gradientOf(other!)]
  for (const [name, { data }] of Object.entries(x)) data.forEach((g, i) => expect(y[name]!.data[i]).toBeCloseTo(g, 12))
})

test('a program is recorded once for its key, and runs on the weights that it is given', async () => {
  const programs: Programs = new Map()
  const compute = computeOn(new ReferenceExecutor(), programs, { x: { shape: [], dtype: 'f64', data: Float64Array.of(3) } })
  let recorded = 0
  const square = (inputs?: NamedTensors) =>
    compute.run('square', (ops) => {
      recorded++
      const x = ops.input('x', [], 'f64')
      return { x: ops.mul(x, x) }
    }, inputs)
  expect((await square())['x']!.data[0]).toBe(9)
  expect((await square({ x: { shape: [], dtype: 'f64', data: Float64Array.of(5) } }))['x']!.data[0]).toBe(25)
  expect(recorded).toBe(1)
})
