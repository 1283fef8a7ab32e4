import type { RunId, RunSummary } from '../shared/schema/run.ts'
import { CurvesSpec, type CurvesSpecInput, type LineRole, type ValueAxisSpec } from './spec.ts'

export interface Metric {
  /** Name of the series. */
  readonly value: string
  readonly label: string
  readonly title: string
  readonly role: LineRole
  readonly y: ValueAxisSpec
}

const accuracy: ValueAxisSpec = { kind: 'accuracy' }
const loss: ValueAxisSpec = { kind: 'log', domain: null }

export const metrics: readonly Metric[] = [
  { value: 'test_accuracy', label: 'test accuracy', title: 'Test accuracy', role: 'test', y: accuracy },
  { value: 'test_loss', label: 'test loss', title: 'Test loss', role: 'test', y: loss },
  { value: 'train_accuracy', label: 'train accuracy', title: 'Train accuracy', role: 'train', y: accuracy },
  { value: 'train_loss', label: 'train loss', title: 'Train loss', role: 'train', y: loss },
  { value: 'weight_norm', label: '‖w‖', title: 'Weight norm', role: 'measure', y: { kind: 'linear', domain: null, percent: false } },
]

/** The usual ones, then every other series that one of the runs has. */
export function metricsOf(series: readonly string[]): readonly Metric[] {
  const known = new Set(metrics.map(({ value }) => value))
  const others = series.filter((name) => !known.has(name))
  return [...metrics, ...others.map((value): Metric => {
    const label = value.replaceAll('_', ' ')
    return { value, label, title: `${label.charAt(0).toUpperCase()}${label.slice(1)}`, role: 'measure', y: { kind: 'linear', domain: null, percent: false } }
  })]
}

/** The series that a chart of a metric needs, beside the one that its x axis may be. */
export function seriesDrawn(metric: string, x: string): readonly string[] {
  return x.startsWith('series:') ? [metric, x.slice('series:'.length)] : [metric]
}

export interface Drawn {
  readonly run: RunSummary
  readonly name: string
}

/** The specification of the chart on the screen and of the file alike: hue means the run, the baseline stands out. */
export function compareSpec(metric: Metric, runs: readonly Drawn[], baseline: RunId | null, from: number): CurvesSpec {
  const last = Math.max(...runs.map(({ run }) => run.config.steps), from * 2)
  const spec: CurvesSpecInput = {
    version: 1,
    kind: 'curves',
    title: `${metric.title} of ${runs.length} ${runs.length === 1 ? 'run' : 'runs'}`,
    ...(from > 1 ? { step: { domain: [from, last] } } : {}),
    panels: [
      {
        id: metric.value,
        title: metric.title,
        y: metric.y,
        lines: runs.map(({ run, name }) => ({
          run: run.id,
          series: metric.value,
          role: metric.role,
          colour: { by: 'run', slot: run.colourSlot },
          label: run.id === baseline && runs.length > 1 ? `${name}, baseline` : name,
          emphasis: run.id === baseline ? 'highlighted' : 'normal',
          end: run.state.status === 'diverged' || run.state.status === 'failed' ? 'cross' : run.state.status === 'running' ? 'point' : 'plain',
        })),
      },
    ],
  }
  return CurvesSpec.parse(spec)
}

/** The decade in which the test begins to rise: what lies before it is flat in every run. 1 where that hides nothing. */
export function riseFrom(runs: readonly Drawn[]): number {
  const first = Math.min(...runs.map(({ run }) => run.events.test_acc_50 ?? Infinity))
  return Number.isFinite(first) ? Math.max(1, 10 ** Math.floor(Math.log10(first / 2))) : 1
}
