import { LabError } from '../../../shared/errors.ts'
import type { RunConfig } from '../../../shared/schema/run-config.ts'

/**
 * Refuses what a fork cannot change, with one sentence. Weights and what the optimiser remembers are taken over as they are, so the
 * parts that say of which shape they are, and what they were trained on, stay.
 */
export function checkForkKeys(before: RunConfig, after: RunConfig, step: number): void {
  const changed = (['task', 'model', 'precision'] as const).map((part) => firstDifference(before[part], after[part], part)).find((path) => path !== null)
  if (changed !== undefined && changed !== null) {
    const [part] = changed.split('.')
    const why = part === 'task' ? 'its weights were trained for the task as it is' : `the weights at step ${step} are of the ${part} as it is`
    throw refused(changed, why)
  }
  const memory = firstDifference(remembered(before), remembered(after), '')
  if (memory !== null) throw refused(memory, `what the optimiser remembers at step ${step} fits only ${memory.startsWith('filter') ? 'the filter' : before.optimiser.kind} as it was`)
  if (before.seed !== after.seed && readsFirstWeights(before)) throw refused('seed', 'its updates look back at the first weights, which the seed draws')
}

function refused(key: string, why: string): LabError {
  return new LabError('bad-config', `${key} cannot change in a fork: ${why}. Nothing was saved; leave it, or start a new run with it.`, { key })
}

/** What decides of which tensors the memory of an update is made. */
function remembered({ optimiser, filter }: RunConfig): Record<string, unknown> {
  const hasMemory = filter?.kind === 'grokfast_ema' || filter?.kind === 'grokfast_ma'
  return { optimiser: { kind: optimiser.kind }, filter: hasMemory ? { kind: filter.kind, ...(filter.kind === 'grokfast_ma' ? { window: filter.window } : {}) } : {} }
}

function readsFirstWeights({ optimiser, constraint, model }: RunConfig): boolean {
  return (optimiser.kind === 'adamw' && optimiser.decay === 'to_initial') || constraint !== undefined || model.kind === 'committee'
}

/** The path of the first value that is not the same in both; null where all are. */
function firstDifference(a: unknown, b: unknown, path: string): string | null {
  if (isObject(a) && isObject(b)) {
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
      const found = firstDifference(a[key], b[key], path === '' ? key : `${path}.${key}`)
      if (found !== null) return found
    }
    return null
  }
  return JSON.stringify(a) === JSON.stringify(b) ? null : path
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
