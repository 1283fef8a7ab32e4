import { describe, expect, test } from 'vitest'
import { jobOf } from './compile.ts'
import { ReferenceExecutor } from '../../engine/executors/reference/reference-executor.ts'
import { experimentOf } from '../../science/experiment.ts'
import { forwardExamples } from '../../science/measures/forward.ts'
import { logitLens } from '../../science/measures/logit-lens.ts'
import type { MeasureInput } from '../../science/types.ts'
import { RunConfig } from '../../shared/schema/run-config.ts'
import { moved, runToMeasure } from './testing/run-to-measure.ts'

const model = { kind: 'transformer', layers: 2, d_model: 8, heads: 2, d_mlp: 6 } as const
/** A small transformer with weights that are nowhere those of its start: gains, biases and all. */
function lensed(choices: object): MeasureInput {
  const start = runToMeasure({ config: { model: { ...model, ...choices } } })
  return runToMeasure({ config: { model: { ...model, ...choices } }, weights: moved(start.weights, 0.2) })
}

const depths = ['embed', 'blocks.0.attn', 'blocks.0.mlp', 'blocks.1.attn', 'blocks.1.mlp']

describe('the logit lens', () => {
  test.each([
    ['no norm', { norm: 'none' }],
    ['pre-norm with all biases', { norm: 'pre', biases: 'all' }],
    ['post-norm', { norm: 'post', biases: 'none' }],
    ['written out plainly', { norm: 'pre', form: 'plain' }],
    ['one layer', { layers: 1 }],
  ])('at the last depth is what the run logs of itself: %s', async (_, choices) => {
    const input = lensed(choices)
    const values = await logitLens.compute(input)
    const experiment = experimentOf(RunConfig.parse(input.config))
    const session = await new ReferenceExecutor().compile(jobOf(experiment, { step: 5, weights: input.weights, optimiser: experiment.optimiser }, 1))
    const logged = await session.evaluate()
    session.dispose()
    const last = `blocks.${input.config.model.kind === 'transformer' ? input.config.model.layers - 1 : 0}.mlp`
    for (const side of ['train', 'test'] as const) {
      expect(values[`lens_${side}_accuracy.${last}`]).toBe(logged[`${side}_accuracy`])
      expect(values[`lens_${side}_loss.${last}`]).toBeCloseTo(logged[`${side}_loss`]!, 10)
    }
  })

  test('both forms of a network are seen alike at every depth', async () => {
    const tables = await logitLens.compute(lensed({ norm: 'pre' }))
    const plain = await logitLens.compute(lensed({ norm: 'pre', form: 'plain' }))
    expect(Object.keys(tables)).toEqual(Object.keys(plain))
    for (const [name, value] of Object.entries(tables)) expect(plain[name], name).toBeCloseTo(value, 10)
  })

  test('reads what the parts have added so far: a part that adds nothing changes nothing', async () => {
    const start = lensed({ norm: 'none', biases: 'none' })
    const silent = Object.fromEntries(Object.entries(start.weights).map(([name, tensor]) => [name, /^blocks\.1\.(attn\.o|mlp\.out)/.test(name) ? { ...tensor, data: tensor.data.map(() => 0) } : tensor]))
    const values = await logitLens.compute(runToMeasure({ config: start.config, weights: silent }))
    for (const depth of ['blocks.1.attn', 'blocks.1.mlp']) expect(values[`lens_test_loss.${depth}`]).toBeCloseTo(values['lens_test_loss.blocks.0.mlp']!, 12)
    expect(values['lens_test_loss.blocks.0.attn']).not.toBeCloseTo(values['lens_test_loss.blocks.0.mlp']!, 3)
  })

  test('of the embedding alone every example has the same answer', async () => {
    const input = lensed({ norm: 'pre' })
    const { 'top_class.embed': leading, truth } = await logitLens.arrays!(input)
    const said = leading!.data[0]!
    for (let i = 0; i < 49; i++) expect(leading!.data[5 * i]).toBe(said)
    const rows = input.split.test
    const values = await logitLens.compute(input)
    expect(values['lens_test_accuracy.embed']).toBeCloseTo(rows.filter((row) => truth!.data[row] === said).length / rows.length, 12)
  })

  test('tells of each pair the right logit, its rank and the largest, as the network has them in the end', async () => {
    const input = lensed({})
    const arrays = await logitLens.arrays!(input)
    expect(Object.keys(arrays).filter((name) => name.startsWith('rank.'))).toEqual(depths.map((depth) => `rank.${depth}`))
    const { outputs: { data } } = await forwardExamples(input)
    const [a, b] = [3, 6]
    const own = [...data.subarray((a * 7 + b) * 7, (a * 7 + b + 1) * 7)]
    const sorted = own.toSorted((x, y) => y - x)
    expect(arrays['right_logit.blocks.1.mlp']!.data[a * 7 + b]).toBeCloseTo(own[2]!, 12) // 3 + 6 = 2 mod 7
    expect(arrays['rank.blocks.1.mlp']!.data[a * 7 + b]).toBe(sorted.indexOf(own[2]!) + 1)
    expect([...arrays['top_logit.blocks.1.mlp']!.data.subarray((a * 7 + b) * 5, (a * 7 + b + 1) * 5)].map((z, i) => Math.abs(z - sorted[i]!) < 1e-12)).toEqual(Array(5).fill(true))
  })

  test('a network without a stream says so', () => {
    expect(logitLens.lacks(runToMeasure())).toMatch(/stream of a transformer/)
  })
})
