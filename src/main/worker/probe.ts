import { findExecutor, type Finding } from '../../engine/executors/installed.ts'
import type { Executor, Session } from '../../engine/executors/executor.ts'
import { experimentOf } from '../../science/experiment.ts'
import { slotName } from '../../science/optimisers/optimiser.ts'
import { toErrorValue } from '../../shared/errors.ts'
import type { OutputOf } from '../../shared/rpc/specification.ts'
import { RunConfig } from '../../shared/schema/run-config.ts'
import type { ExecutorName } from '../../shared/schema/run.ts'
import { allocate, type NamedTensors } from '../../shared/tensors.ts'
import type { WorkerContract } from '../../shared/worker-contract.ts'
import { jobOf } from './compile.ts'
import { probeValues } from './probe-values.ts'

export type ProbeReport = OutputOf<WorkerContract['probe']>
type Precision = RunConfig['precision']

/** Largest relative distance from the stored values that rounding explains. */
const tolerance: Readonly<Record<Precision, number>> = { f64: 1e-12, f32: 1e-5 }

const beta1 = 0.9

function probeConfig(precision: Precision): RunConfig {
  return RunConfig.parse({
    task: { kind: 'modular_table', modulus: 7 },
    split: { train_fraction: 0.5 },
    model: { kind: 'mlp', hidden: [6], activation: 'tanh', bias: true },
    loss: { kind: 'cross_entropy', form: 'exact_gradient' },
    optimiser: { kind: 'adamw', learning_rate: 0.01, weight_decay: 0.1, beta1, beta2: 0.98, epsilon: 1e-8 },
    precision,
    steps: 5,
  })
}

/** Weights by a formula, so that the stored values depend on no generator: 0.5 sin(1 + i + 10 t) for element i of tensor t. */
function formulaWeights(like: NamedTensors, precision: Precision): NamedTensors {
  const named = Object.entries(like).map(([name, { shape, data }], t) => {
    const values = allocate(precision, data.length)
    for (let i = 0; i < values.length; i++) values[i] = 0.5 * Math.sin(1 + i + 10 * t)
    return [name, { shape, dtype: precision, data: values }] as const
  })
  return Object.fromEntries(named)
}

function checksum(data: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < data.length; i++) sum += data[i]! * Math.cos(i)
  return sum
}

/** One thing compared with its stored value. */
interface Comparison {
  readonly what: string
  readonly found: number
  readonly stored: number
}

async function compare(session: Session, parameters: readonly string[]): Promise<Comparison[]> {
  const losses = async (step: 0 | 5): Promise<Comparison[]> => {
    const values = await session.evaluate()
    return (['train_loss', 'test_loss'] as const).map((name) => ({ what: `${name} after ${step} steps`, found: values[name] ?? NaN, stored: probeValues[`${name}_${step}`] }))
  }
  const sums = async (what: string, stored: Readonly<Record<string, number>>, names: (parameter: string) => string, scale: number): Promise<Comparison[]> => {
    const state = await session.read(parameters.map(names))
    return parameters.map((name) => ({ what: `${what} ${name}`, found: checksum(state[names(name)]?.data ?? []) / scale, stored: stored[name] ?? NaN }))
  }
  const { signal } = new AbortController()

  const before = await losses(0)
  await session.advance(1, signal)
  // After one step the first moment is (1 − β₁) g: the gradient, as the executor computed it.
  const gradients = await sums('the gradient of', probeValues.gradients, (name) => slotName('m', name), 1 - beta1)
  await session.advance(4, signal)
  return [...before, ...gradients, ...(await losses(5)), ...(await sums('the weights', probeValues.weights, (name) => name, 1))]
}

/** The worst relative distance in one precision, or why the executor refuses it. */
async function probePrecision(executor: Executor, precision: Precision): Promise<{ readonly refusal: string } | { readonly worst: Comparison; readonly distance: number }> {
  const experiment = experimentOf(probeConfig(precision))
  const job = jobOf(experiment, { step: 0, weights: formulaWeights(experiment.weights, precision), optimiser: experiment.optimiser }, 1)
  const refusal = executor.refuses(job)
  if (refusal !== null) return { refusal }
  const session = await executor.compile(job)
  try {
    const comparisons = await compare(session, experiment.parameters.map(({ name }) => name))
    const distance = ({ found, stored }: Comparison): number => Math.abs(found - stored) / Math.abs(stored)
    // NaN is farther away than anything.
    const worst = comparisons.reduce((a, b) => (distance(a) >= distance(b) || Number.isNaN(distance(a)) ? a : b))
    return { worst, distance: distance(worst) }
  } finally {
    session.dispose()
  }
}

/** Trains a small network for five steps in f32 and f64 and compares gradients, losses and weights with stored values. */
export async function probe(name: ExecutorName, find: (name: ExecutorName) => Promise<Finding> = findExecutor): Promise<ProbeReport> {
  const began = performance.now()
  const report = (executor: Executor | null, healthy: boolean, note: string): ProbeReport =>
    ({ healthy, absent: executor === null, build: executor?.build ?? null, device: executor?.device ?? null, note, seconds: (performance.now() - began) / 1000 })

  const finding = await find(name)
  if ('absence' in finding) return report(null, false, finding.absence)
  const { executor } = finding
  const checked: string[] = []
  try {
    for (const precision of ['f32', 'f64'] as const) {
      const result = await probePrecision(executor, precision)
      if ('refusal' in result) {
        checked.push(result.refusal)
        continue
      }
      const { worst, distance } = result
      if (!(distance <= tolerance[precision])) {
        return report(executor, false, `In ${precision}, ${worst.what} is ${worst.found} where ${worst.stored} is stored: a relative distance of ${distance.toExponential(1)}, and ${tolerance[precision].toExponential(0)} is allowed.`)
      }
      checked.push(`Gradients and five steps in ${precision} agree with stored values within ${distance.toExponential(1)}.`)
    }
    return report(executor, true, checked.join(' '))
  } catch (error) {
    return report(executor, false, `It failed while it was probed. ${toErrorValue(error).message}`)
  }
}
