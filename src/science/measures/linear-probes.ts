import { z } from 'zod'
import { mean, square } from '../../engine/ops/derived.ts'
import type { DifferentiableOps, Ops, Tensor } from '../../engine/ops/ops.ts'
import { allocate, sizeOf, type HostTensor, type NamedTensors } from '../../shared/tensors.ts'
import { accuracy, askedOf, type Asked } from '../evaluation.ts'
import type { MeasureInput } from '../types.ts'
import { defineMeasure } from './define.ts'
import { hiddenLayers } from './hidden-layers.ts'

const decay = [0.9, 0.999] as const
const epsilon = 1e-8
const probe = (name: string): string => `probe.${name}`

/** Features of both sides, each column with mean 0 and variance 1 over the training side (columns that never change stay 0). */
async function features({ network, compute }: MeasureInput, layers: readonly string[]): Promise<NamedTensors> {
  return compute.run('linear_probes.features', (ops) => {
    const weights = network.weights(ops)
    const at = (side: 'train' | 'test'): Readonly<Record<string, Tensor>> => {
      const noted: Record<string, Tensor> = {}
      network.outputs(ops, weights, network.side(ops, side).inputs, (name, tensor) => (noted[name] = tensor))
      return noted
    }
    const [train, test] = [at('train'), at('test')]
    return Object.fromEntries(
      layers.flatMap((name) => {
        const h = train[name] as Tensor // [n, d]
        const middle = mean(ops, h, { axes: [0], keepDims: true }) // [1, d]
        const spread = ops.sqrt(mean(ops, square(ops, ops.sub(h, middle)), { axes: [0], keepDims: true }))
        const isConstant = ops.lessEqual(spread, 1e-12)
        const scale = ops.select(isConstant, 0, ops.div(1, ops.select(isConstant, 1, spread)))
        return [train, test].map((side, i) => [`${i === 0 ? 'train' : 'test'}.${name}`, ops.mul(ops.sub(side[name] as Tensor, middle), scale)] as const)
      }),
    )
  })
}

/** What the probe minimises: cross-entropy of classes, squared error of numbers. */
function lossOf(ops: Ops, outputs: Tensor, asked: Asked): Tensor {
  return mean(ops, asked.kind === 'classes' ? ops.crossEntropy(outputs, asked.labels) : square(ops, ops.sub(outputs, asked.targets)))
}

/** One step of Adam on one linear layer with bias, from zero. */
function step(ops: DifferentiableOps, { network, examples, config }: MeasureInput, rate: number, d: number, outputs: number): Readonly<Record<string, Tensor>> {
  const shapes = { weight: [d, outputs], bias: [outputs] } as const
  const { answers } = network.side(ops, 'train')
  const x = ops.input(probe('train'), [answers.shape[0] ?? 0, d], config.precision)
  const now = { weight: ops.input(probe('weight'), shapes.weight, config.precision), bias: ops.input(probe('bias'), shapes.bias, config.precision) }
  const loss = lossOf(ops, ops.add(ops.matmul(x, now.weight), now.bias), askedOf(examples.answers, answers))
  const [forWeight, forBias] = ops.gradient(loss, [now.weight, now.bias])
  const time = ops.cast(ops.step(), config.precision)
  const moved = (name: 'weight' | 'bias', gradient: Tensor): Readonly<Record<string, Tensor>> => {
    const [m, v] = [ops.input(probe(`m.${name}`), shapes[name], config.precision), ops.input(probe(`v.${name}`), shapes[name], config.precision)]
    const first = ops.add(ops.mul(m, decay[0]), ops.mul(gradient, 1 - decay[0]))
    const second = ops.add(ops.mul(v, decay[1]), ops.mul(square(ops, gradient), 1 - decay[1]))
    const unbiased = (moment: Tensor, beta: number): Tensor => ops.div(moment, ops.sub(1, ops.pow(beta, time)))
    const move = ops.div(unbiased(first, decay[0]), ops.add(ops.sqrt(unbiased(second, decay[1])), epsilon))
    return { [probe(name)]: ops.sub(now[name], ops.mul(move, rate)), [probe(`m.${name}`)]: first, [probe(`v.${name}`)]: second }
  }
  return { ...moved('weight', forWeight as Tensor), ...moved('bias', forBias as Tensor) }
}

/**
 * How much of the answer a linear layer can read from each hidden layer: one linear layer with bias on standardised features, trained
 * from zero for a fixed number of full-batch steps of Adam (β 0.9, 0.999), and its accuracy on both sides of the split.
 *
 * Source: Fan et al. 2024, arXiv:2405.19454, section 4 (a fixed number of steps; which optimiser is ours).
 */
export const linearProbes = defineMeasure({
  id: 'linear_probes',
  title: 'Linear probes',
  formula: String.raw`
    \hat y = \frac{h - \langle h\rangle}\sigma A + b,\quad\text{trained on the answers from zero for a fixed number of steps} \\
    \text{accuracy of}\ \hat y,\quad\text{for each hidden layer } h`,
  domain: 'Models with hidden layers. 0 to 1.',
  source: 'Fan et al. 2024',
  unit: '1',
  expect: 'Test accuracy of the probes rises layer by layer as the network generalises; in a tunnel it is the same from its first layer on.',
  cost: 'c',
  series: ['probe_train_accuracy.*', 'probe_test_accuracy.*'],
  parameters: z.strictObject({
    steps: z.int().min(1).max(100_000).default(200).meta({ unit: 'steps', help: 'How long each probe is trained.' }),
    learning_rate: z.number().gt(0).max(10).default(0.01).meta({ unit: 'per step', help: 'How far each step moves the probe.' }),
  }),
  lacks: (input) => (hiddenLayers(input).length > 0 ? null : 'It reads hidden layers, which this model does not have.'),
  async compute(input, { steps, learning_rate: rate }) {
    const layers = hiddenLayers(input)
    const found = await features(input, layers.map(({ name }) => name))
    const values: Record<string, number> = {}
    for (const [i, { name, width }] of layers.entries()) {
      await input.breathe(i / layers.length)
      const sides = { [probe('train')]: found[`train.${name}`] as HostTensor, [probe('test')]: found[`test.${name}`] as HostTensor }
      const { train, test } = await readOff(input, width, sides, { steps, rate })
      values[`probe_train_accuracy.${name}`] = train
      values[`probe_test_accuracy.${name}`] = test
    }
    await input.breathe(1)
    return values
  },
})

/** Accuracies of a probe that was trained on the features of one layer. */
async function readOff(input: MeasureInput, d: number, sides: NamedTensors, { steps, rate }: { readonly steps: number; readonly rate: number }): Promise<{ readonly train: number; readonly test: number }> {
  const { config: { precision }, compute, examples: { answers }, network } = input
  const outputs = answers.kind === 'classes' ? answers.classes : (answers.values.shape[1] ?? 1)
  const zeros = (shape: readonly number[]): HostTensor => ({ shape, dtype: precision, data: allocate(precision, sizeOf(shape)) })
  const start = Object.fromEntries(['', 'm.', 'v.'].flatMap((slot) => [[probe(`${slot}weight`), zeros([d, outputs])], [probe(`${slot}bias`), zeros([outputs])]]))
  const end = await compute.iterate(`linear_probes ${d} ${rate}`, (ops) => step(ops, input, rate, d, outputs), start, { steps, inputs: sides })
  const judged = await compute.run(`linear_probes.judge ${d}`, (ops) => {
    const [weight, bias] = [ops.input(probe('weight'), [d, outputs], precision), ops.input(probe('bias'), [outputs], precision)]
    const right = (side: 'train' | 'test'): Tensor => {
      const { answers: asked } = network.side(ops, side)
      const said = ops.add(ops.matmul(ops.input(probe(side), [asked.shape[0] ?? 0, d], precision), weight), bias)
      return accuracy(ops, said, askedOf(answers, asked))
    }
    return { train: right('train'), test: right('test') }
  }, { ...end, ...sides })
  return { train: judged['train']?.data[0] ?? NaN, test: judged['test']?.data[0] ?? NaN }
}
