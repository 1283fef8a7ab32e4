import { z } from 'zod'
import { RunConfig } from './run-config.ts'
import { ExecutorName } from './run.ts'

const step = z.int().min(0)

/**
 * The run that comes with the lab: measured, not drawn. The guide walks through it, and it can be saved into a store like any other run.
 * Weights at its checkpoints are beside it, one safetensors file for all of them.
 */
export const SampleRun = z.strictObject({
  version: z.literal(1),
  name: z.string(),
  preset: z.string(),
  config: RunConfig,
  executor: ExecutorName,
  executorBuild: z.string(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
  seconds: z.number(),
  compileSeconds: z.number(),
  checkpoints: z.array(step).min(2).readonly(),
  curves: z.record(z.string(), z.strictObject({ steps: z.array(step), values: z.array(z.number()) })),
})
export type SampleRun = z.output<typeof SampleRun>

/** In `resources/sample`. */
export const sampleFiles = { run: 'run.json', weights: 'weights.safetensors' } as const

/** A tensor of a checkpoint in the file of all of them. */
export function tensorKey(step: number, name: string): string {
  return `${step}/${name}`
}

export function parseTensorKey(key: string): { readonly step: number; readonly name: string } {
  const at = key.indexOf('/')
  return { step: Number(key.slice(0, at)), name: key.slice(at + 1) }
}
