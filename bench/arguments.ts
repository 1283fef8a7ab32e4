import { parseArgs } from 'node:util'
import { BenchWorkload } from '../src/shared/schema/bench.ts'
import { ExecutorName } from '../src/shared/schema/run.ts'

/** What is measured besides the steps themselves. */
export const parts = ['steps', 'memory', 'cancel', 'live', 'wallclock', 'many'] as const
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

  --quick            one short round of the steps, in less than a minute; nothing is written
  --peers            PyTorch and JAX too, in a Python environment of their own under .cache/peers
  --every-mode       all modes and formulations of the peers instead of the candidates for the fastest
  --workload W1,...  only these workloads
  --part P,...       only these parts: ${parts.join(', ')}
  --rounds N         rounds of the steps (default 5)
  --threads N        threads (default: all of the machine)
  --executor NAME    force an executor
  --resume           go on with a measurement that was cut off: what is in bench/results.jsonl is not measured again
  --json             one object a workload on standard output

Without --quick, --workload and --part the result is written to bench/RESULTS.md, and every round to bench/results.jsonl.
With --workload or --part it goes to .cache/bench/ instead, unless it is part of a measurement that is resumed.
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

function count(option: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1 || value > 1000) throw new UsageError(`--${option} is a whole number from 1 to 1000, not “${text}”.`)
  return value
}

/** @param cores threads of the machine, the default of --threads */
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
    threads: count('threads', values.threads, cores),
    executor,
    rounds: count('rounds', values.rounds, values.quick ? 1 : 5),
    json: values.json,
    resume: values.resume,
  }
}

/** Whether the result is the whole table, which replaces the one in the repository. */
export function isWhole({ quick, workloads, parts: chosen }: BenchOptions): boolean {
  return !quick && workloads.length === BenchWorkload.options.length && chosen.length === parts.length
}
