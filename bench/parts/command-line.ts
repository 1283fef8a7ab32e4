import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RunConfigInput } from '../../src/shared/schema/run-config.ts'
import { runProcess, type Finished } from '../run-process.ts'

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
    const finished = await runProcess(process.execPath, command, { cwd: root, signal })
    const runs = finished.stdout.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as RunLine)
    if (finished.code !== 0 || runs.length === 0) throw new Error(`grokscope run ended with code ${finished.code}: ${finished.stderr.trim().split('\n').at(-1) ?? ''}`)
    return { ...finished, runs }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
