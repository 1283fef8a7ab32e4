import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Executor } from '../../../engine/executors/executor.ts'
import { evaluationSeries, type EvaluationSeries } from '../../../science/evaluation.ts'
import { experimentOf, type Experiment } from '../../../science/experiment.ts'
import type { OfKind } from '../../../science/register.ts'
import { noSources, sourcesFrom } from '../../../science/sources.ts'
import { tasks } from '../../../science/tasks/index.ts'
import type { Task, TaskKind } from '../../../science/tasks/task.ts'
import type { Examples } from '../../../science/types.ts'
import { decodeSafetensors, encodeSafetensors } from '../../../shared/safetensors.ts'
import type { TaskConfig } from '../../../shared/schema/config/task.ts'
import { RunConfig } from '../../../shared/schema/run-config.ts'
import { sizeOf, type HostTensor, type NamedTensors } from '../../../shared/tensors.ts'
import { mixed } from '../bench/testing/formula.ts'
import { jobOf } from '../compile.ts'

const folder = join(import.meta.dirname, '..', '..', '..', '..', 'bench', 'parity', 'reference')

/** Systems that an independent implementation trained, as `bench/parity/make.py` left them. */
export const referenceNames: readonly string[] = readdirSync(folder).sort()

type Series = Readonly<Record<EvaluationSeries, readonly number[]>>

/** What `losses.json` holds: each series after 0, 1, …, `steps` updates; and the formula of weights and split where there are no files. */
interface Losses extends Series {
  readonly steps: number
  readonly split?: { readonly rows: number; readonly train: number; readonly salt: number }
  readonly weights?: Readonly<Record<string, { readonly shape: readonly number[]; readonly bound: number; readonly salt: number }>>
}

export interface Reference {
  readonly name: string
  readonly losses: Losses
  /** Weights before the first and after the last step, f64; null where they follow from a formula. */
  readonly initial: NamedTensors | null
  readonly final: NamedTensors | null
  /** Rows that are trained on, ascending; null where they follow from a formula. */
  readonly train: readonly number[] | null
  /** What the lab drew for the task, as `drawnExamples` names it and the reference was trained on it; null for tables. */
  readonly examples: NamedTensors | null
  /** The same run in the lab, from the same weights and split. */
  experiment(precision: RunConfig['precision'], changes?: Partial<RunConfig>): Experiment
}

export function referenceOf(name: string): Reference {
  const own = (file: string): string => join(folder, name, file)
  const tensors = (file: string): NamedTensors | null => (existsSync(own(file)) ? decodeSafetensors(readFileSync(own(file))) : null)
  const losses = JSON.parse(readFileSync(own('losses.json'), 'utf8')) as Losses
  const written = readFileSync(own('config.json'), 'utf8')

  return {
    name,
    losses,
    initial: tensors('init.safetensors'),
    final: tensors('final.safetensors'),
    train: existsSync(own('split.json')) ? (JSON.parse(readFileSync(own('split.json'), 'utf8')) as { train: number[] }).train : null,
    examples: tensors('examples.safetensors'),
    experiment(precision, changes = {}) {
      const files: Record<string, Uint8Array> = {}
      // As the command line does it: a path becomes the hash of what it holds.
      const config = JSON.parse(written, (key, value: unknown) => {
        if (key !== 'file' || typeof value !== 'string') return value
        const bytes = existsSync(own(value)) ? readFileSync(own(value)) : value === 'split.json' ? formulaSplit(losses) : formulaWeights(losses)
        const hash = createHash('sha256').update(bytes).digest('hex')
        files[hash] = bytes
        return hash
      }) as object
      return experimentOf(RunConfig.parse({ ...config, precision, measures: [], ...changes }), sourcesFrom(files))
    },
  }
}

function formulaSplit({ split }: Losses): Uint8Array {
  if (split === undefined) throw new Error('The reference has neither a split file nor a formula.')
  const keys = mixed(split.rows, split.salt)
  const order = Array.from(keys.keys()).sort((a, b) => keys[a]! - keys[b]!)
  return new TextEncoder().encode(JSON.stringify({ train: order.slice(0, split.train).sort((a, b) => a - b) }))
}

/** Element i: uniform within ±bound, rounded to f32, in f64. */
function formulaWeights({ weights }: Losses): Uint8Array {
  if (weights === undefined) throw new Error('The reference has neither a weight file nor a formula.')
  const made = Object.entries(weights).map(([name, { shape, bound, salt }]): [string, HostTensor] => {
    const data = Float64Array.from(mixed(sizeOf(shape), salt), (u) => Math.fround((2 * (u / 2 ** 32) - 1) * bound))
    return [name, { shape, dtype: 'f64', data }]
  })
  return encodeSafetensors(Object.fromEntries(made))
}

/** What the lab draws for a task that is not a table, by the names under which the references read it. */
export function drawnExamples(task: TaskConfig): NamedTensors {
  const { inputs, answers } = examplesOf(task)
  if (answers.kind === 'targets' && answers.right.kind === 'nearest') return { choices: answers.right.choices }
  if (answers.kind === 'targets') return { inputs: inputs.values, targets: answers.values }
  const vocabulary: HostTensor = { shape: [], dtype: 'i32', data: Int32Array.of(inputs.kind === 'tokens' ? inputs.vocabulary : 0) }
  return { tokens: inputs.values, labels: answers.values, vocabulary }
}

/** Generic in the kind: an entry of the register and its configuration stay together. */
function examplesOf<K extends TaskKind>(task: OfKind<TaskConfig, K>): Examples {
  return (tasks[task.kind as K] as Task<K>).examples(task, noSources)
}

export interface Followed {
  /** Steps at which it was looked at, ascending. */
  readonly looked: readonly number[]
  /** Series at those steps. */
  readonly series: Series
  readonly weights: NamedTensors
}

/** Trains to the last of these steps and notes each series there; step 0 is before any update. */
export async function follow(executor: Executor, experiment: Experiment, looked: readonly number[]): Promise<Followed> {
  const session = await executor.compile(jobOf(experiment, { step: 0, weights: experiment.weights, optimiser: experiment.optimiser }, 1))
  try {
    const { signal } = new AbortController()
    const seen: Readonly<Record<string, number>>[] = []
    for (const step of looked) {
      await session.advance(step - session.stepsDone, signal)
      seen.push(await session.evaluate())
    }
    const series = Object.fromEntries(evaluationSeries.map((key) => [key, seen.map((at) => at[key] ?? NaN)])) as Record<EvaluationSeries, number[]>
    return { looked, series, weights: await session.read(Object.keys(experiment.weights)) }
  } finally {
    session.dispose()
  }
}

/** |ours / theirs − 1| at each step that was looked at, the larger one of both losses. */
export function deviations({ looked, series }: Followed, theirs: Series): number[] {
  const apart = (key: 'train_loss' | 'test_loss', i: number): number => Math.abs((series[key][i] ?? NaN) / (theirs[key][looked[i] ?? NaN] ?? NaN) - 1)
  return looked.map((_, i) => Math.max(apart('train_loss', i), apart('test_loss', i)))
}

/** ‖ours − theirs‖ / ‖theirs‖ over all tensors together. */
export function distance(ours: NamedTensors, theirs: NamedTensors): number {
  let apart = 0
  let size = 0
  for (const [name, { data }] of Object.entries(theirs)) {
    data.forEach((w, i) => {
      apart += (w - (ours[name]?.data[i] ?? NaN)) ** 2
      size += w * w
    })
  }
  return Math.sqrt(apart / size)
}
