// Trains the run that the guide walks through and writes it to resources/sample:  node scripts/sample.ts
// A real run, made by the command line of this clone; its files say by what and when.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { decodeSafetensors, encodeSafetensors } from '../src/shared/safetensors.ts'
import { sampleFiles, SampleRun, tensorKey } from '../src/shared/schema/sample.ts'
import type { NamedTensors } from '../src/shared/tensors.ts'

const preset = 'pocket-grok'
const seed = 0
/** Log-spaced checkpoints, and one at each event that the guide speaks of; 95 KB each. */
const wantedSteps = [0, 10, 26, 54, 100, 163, 218, 265, 317, 367, 425, 516, 569, 1000]

const root = resolve(import.meta.dirname, '..')
const store = mkdtempSync(join(tmpdir(), 'grokscope-sample-'))
const grokscope = (...words: readonly string[]): string =>
  execFileSync(process.execPath, [join(root, 'bin', 'grokscope.mjs'), ...words, '--store', store], { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'inherit'] })

interface Shown {
  readonly run: { readonly id: string; readonly [key: string]: unknown }
  readonly checkpoints: readonly { readonly step: number }[]
}

try {
  const { runId } = JSON.parse(grokscope('run', preset, '--seed', String(seed), '--threads', '1', '--json')) as { readonly runId: string }
  const { run, checkpoints } = JSON.parse(grokscope('show', runId, '--json')) as Shown
  const { series } = JSON.parse(grokscope('curves', runId, '--json')) as { readonly series: Record<string, { readonly steps: number[]; readonly values: number[] }> }
  const steps = [...new Set(wantedSteps.map((wanted) => nearest(checkpoints.map(({ step }) => step), wanted)))]

  const tensors: Record<string, NamedTensors[string]> = {}
  for (const step of steps) {
    const file = join(store, `${step}.safetensors`)
    grokscope('weights', runId, '--step', String(step), '--out', file)
    for (const [name, tensor] of Object.entries(decodeSafetensors(new Uint8Array(readFileSync(file))))) tensors[tensorKey(step, name)] = tensor
  }
  const { name, config, executor, executorBuild, startedAt, endedAt, seconds, compileSeconds } = run
  const sample = SampleRun.parse({ version: 1, name, preset, config, executor, executorBuild, startedAt, endedAt, seconds, compileSeconds, checkpoints: steps, curves: series })

  const folder = join(root, 'resources', 'sample')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, sampleFiles.run), `${JSON.stringify(sample)}\n`)
  writeFileSync(join(folder, sampleFiles.weights), encodeSafetensors(tensors))
  process.stdout.write(`${name}: ${steps.length} checkpoints, ${Object.keys(series).length} series, in ${folder}\n`)
} finally {
  rmSync(store, { recursive: true, force: true })
}

function nearest(steps: readonly number[], wanted: number): number {
  return steps.reduce((best, step) => (Math.abs(step - wanted) < Math.abs(best - wanted) ? step : best))
}
