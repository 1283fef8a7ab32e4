import { parseArgs } from 'node:util'
import { BenchWorkload } from '../src/shared/schema/bench.ts'
import { ExecutorName } from '../src/shared/schema/run.ts'

/** What is measured besides the steps themselves. */
export const parts = ['steps', 'memory', 'cancel', 'live', 'wallclock', 'many', 'science'] as const
export type Part = (typeof parts)[number]

export interface BenchOptions {
  readonly quick: boolean
  readonly peers: boolean
  readonly everyMode: boolean
  readonly workloads: readonly BenchWorkload[]
  readonly parts: readonly Part[]
  readonly threads: number
  readonly executor: ExecutorName | null
  readonly rounds: number
  readonly json: boolean
  readonly resume: boolean
}

export const usage = `npm run bench -- [options]

  --quick            one short round of the steps, in less than a minute
  --peers            PyTorch and JAX too, in a Python environment of their own under .cache/peers
  --every-mode       all modes and formulations of the peers instead of the candidates for the fastest
  --workload W1,...  only these workloads
  --part P,...       only these parts: ${parts.join(', ')}
  --rounds N         rounds of the steps (default 5)
  --threads N        threads (default: all of the machine)
  --executor NAME    force an executor
  --resume           go on with a measurement of the same build that was cut off: what it holds is not measured again
  --json             one object a workload on standard output
  --ui               what the page does in a Chromium, in place of all this: npm run bench -- --ui --help

Everything is written below .cache/bench/ while it is measured. Only --peers without --quick, --workload and --part replaces
bench/RESULTS.md and bench/results.jsonl, when it is complete.
`

/** A mistake in the words after the command. */
export class UsageError extends Error {}

function list<T extends string>(option: string, text: string | undefined, known: readonly T[]): readonly T[] {
  if (text === undefined) return known
  return text.split(',').map((word) => {
    const found = known.find((name) => name === word.trim())
    if (found === undefined) throw new UsageError(`--${option} takes ${known.join(', ')}, not “${word}”.`)
    return found
  })
}

function count(option: string, text: string | undefined, otherwise: number, most: number): number {
  if (text === undefined) return otherwise
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1 || value > most) throw new UsageError(`--${option} is a whole number from 1 to ${most}, not “${text}”.`)
  return value
}

/** @param cores threads of the machine, the default of --threads and the most that is measured */
export function benchOptions(words: readonly string[], cores: number): BenchOptions {
  const flag = { type: 'boolean', default: false } as const
  const text = { type: 'string' } as const
  let values
  try {
    ({ values } = parseArgs({
      args: [...words],
      options: {
        'quick': flag, 'peers': flag, 'every-mode': flag, 'resume': flag, 'json': flag,
        'workload': text, 'part': text, 'rounds': text, 'threads': text, 'executor': text,
      },
    }))
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
  const executor = values.executor === undefined ? null : list('executor', values.executor, ExecutorName.options)[0] ?? null
  return {
    quick: values.quick,
    peers: values.peers,
    everyMode: values['every-mode'],
    workloads: list('workload', values.workload, BenchWorkload.options),
    parts: values.quick && values.part === undefined ? ['steps'] : list('part', values.part, parts),
    threads: count('threads', values.threads, cores, cores),
    executor,
    rounds: count('rounds', values.rounds, values.quick ? 1 : 5, 1000),
    json: values.json,
    resume: values.resume,
  }
}

/** Whether the result is the whole table with the peers, which replaces the one in the repository when it is complete. */
export function isWhole({ quick, peers, workloads, parts: chosen }: BenchOptions): boolean {
  return peers && !quick && workloads.length === BenchWorkload.options.length && chosen.length === parts.length
}

/** Where rounds are kept while they are measured: those with peers apart, so that no other measurement empties them. */
export function workFolder(options: BenchOptions): string {
  const { peers, quick, resume } = options
  return isWhole(options) || (peers && resume && !quick) ? '.cache/bench/whole' : '.cache/bench'
}
