import { RunConfig } from '../../schema/run-config.ts'
import { RunId, type RunSummary } from '../../schema/run.ts'
import type { QueriedRun } from '../../query/facts.ts'

/** A configuration of addition modulo 59 with AdamW; keys by path as `--set` names them. */
export function sampleConfig(set: Readonly<Record<string, unknown>> = {}): RunConfig {
  const config: Record<string, unknown> = {
    task: { kind: 'modular_table', operator: 'add', modulus: 59 },
    split: { train_fraction: 0.4 },
    model: { kind: 'mlp', hidden: [200] },
    optimiser: { kind: 'adamw', learning_rate: 0.01, weight_decay: 1 },
    steps: 2500,
  }
  for (const [path, value] of Object.entries(set)) {
    const parts = path.split('.')
    const last = parts.pop() ?? path
    let place = config
    for (const part of parts) place = (place[part] ??= {}) as Record<string, unknown>
    place[last] = value
  }
  return RunConfig.parse(config)
}

let made = 0

export function sampleRun(set: Readonly<Record<string, unknown>> = {}, run: Partial<RunSummary> = {}, said: Partial<Omit<QueriedRun, 'run'>> = {}): QueriedRun {
  const config = sampleConfig(set)
  const summary = {
    id: RunId.parse(`run_${String(made++).padStart(12, '0')}`),
    name: `Five-second grok, seed ${config.seed}`,
    preset: 'five-second-grok',
    config,
    seed: config.seed,
    state: { status: 'finished', step: config.steps },
    executor: 'native',
    createdAt: '2026-11-21T12:00:00.000Z',
    startedAt: '2026-11-21T12:00:01.000Z',
    endedAt: '2026-11-21T12:00:09.000Z',
    seconds: 8.5,
    events: { train_acc_99: 30, train_acc_100: 32, test_acc_50: 818, test_acc_95: 1073, test_acc_99: 1286 },
    final: { step: config.steps, train_loss: 1e-6, train_accuracy: 1, test_loss: 8.3e-4, test_accuracy: 1 },
    set: null,
    member: null,
    colourSlot: 1,
    readOnly: null,
    project: 'default',
    tags: [],
    pinned: false,
    hidden: false,
    note: '',
    bookmarks: [],
    ...run,
  } as RunSummary
  return { run: summary, project: 'Modular addition', isBaseline: false, ...said }
}
