import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nodeFlags } from '../../bin/node.mjs'
import type { RunConfigInput } from '../../src/shared/schema/run-config.ts'
import { runProcess, type Finished } from '../run-process.ts'
import type { Stretch } from './throughput.ts'

/** What the lab prints of a run with --json, as far as it matters here. */
export interface RunLine {
  readonly seed: number
  readonly executor: string
  readonly steps: number
  readonly seconds: number
  readonly compileSeconds: number
  readonly events: Readonly<Record<string, number | null>>
}

export interface LabRun extends Finished {
  readonly runs: readonly RunLine[]
  /** The training of each run, from its start to its end by the clock of the store. */
  readonly spans: readonly Stretch[]
}

/** What `grokscope runs --json` says of a run, as far as it matters here. */
interface SavedRun {
  readonly state: { readonly step?: number }
  readonly startedAt: string | null
  readonly endedAt: string | null
}

/** W1 as a configuration of the lab: five-second-grok with the biases that the peers' network has. */
export const w1: RunConfigInput = {
  task: { kind: 'modular_table', operator: 'add', modulus: 59, ordered: true },
  split: { train_fraction: 0.4, data_seed: 0 },
  model: { kind: 'mlp', hidden: [200, 200], activation: 'relu', bias: true },
  loss: { kind: 'cross_entropy', form: 'exact_gradient' },
  optimiser: { kind: 'adamw', learning_rate: 1e-2, weight_decay: 1, beta1: 0.9, beta2: 0.98 },
  steps: 2000,
}

export type Words = readonly (string | number)[]

function objects<T>(text: string): readonly T[] {
  return text.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as T)
}

function spanOf({ state, startedAt, endedAt }: SavedRun): Stretch[] {
  if (startedAt === null || endedAt === null || state.step === undefined) return []
  return [{ steps: state.step, beganMs: Date.parse(startedAt), endedMs: Date.parse(endedAt) }]
}

/**
 * `grokscope run` of a configuration, as a user starts it: a process from beginning to end, with a new store in which everything is
 * saved.
 */
export async function labRun(root: string, config: RunConfigInput, words: Words, signal: AbortSignal): Promise<LabRun> {
  const folder = mkdtempSync(join(tmpdir(), 'grokscope-bench-'))
  try {
    const file = join(folder, 'w1.json')
    writeFileSync(file, JSON.stringify(config))
    const command = [join(root, 'bin', 'grokscope.mjs'), 'run', file, '--store', join(folder, 'store'), '--json', ...words.map(String)]
    // As the launcher of a package starts it.
    const finished = await runProcess(process.execPath, [...nodeFlags, ...command], { cwd: root, signal })
    const runs = objects<RunLine>(finished.stdout)
    if (finished.code !== 0 || runs.length === 0) throw new Error(`grokscope run ended with code ${finished.code}: ${finished.stderr.trim().split('\n').at(-1) ?? ''}`)
    const saved = await runProcess(process.execPath, [join(root, 'bin', 'grokscope.mjs'), 'runs', '--store', join(folder, 'store'), '--json'], { cwd: root, signal })
    return { ...finished, runs, spans: objects<SavedRun>(saved.stdout).flatMap(spanOf) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
