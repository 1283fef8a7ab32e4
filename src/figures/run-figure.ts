import { eventWords } from '../shared/runs/event-words.ts'
import { tellingEvents } from '../shared/runs/telling-events.ts'
import { seamTicks } from '../shared/runs/seam-ticks.ts'
import type { StepDomain } from '../shared/runs/step-domain.ts'
import { chanceOf } from '../shared/schema/config/task-words.ts'
import type { Curves, EventId, EventSteps, RunState, RunSummary } from '../shared/schema/run.ts'
import { formatInteger } from './formats.ts'
import type { CurvesData } from './scene.ts'
import { CurvesSpec, type CurvesSpecInput } from './spec.ts'

type LineInput = CurvesSpecInput['panels'][number]['lines'][number]
type LineEnd = NonNullable<LineInput['end']>

/** Events that become lines through the panels; the others are in the inspector. */
const drawnEvents: readonly EventId[] = ['train_acc_99', 'test_acc_50', 'test_acc_99']

const expected = 'expected'
const lossNames: Readonly<Record<RunSummary['config']['loss']['kind'], string>> = {
  cross_entropy: 'cross-entropy, log',
  mse: 'mean squared error, log',
  stable_max: 'StableMax cross-entropy, log',
  hinge: 'hinge, log',
  logistic: 'logistic, log',
  own: 'what the model makes small',
}

export interface RunFigureParts {
  readonly run: RunSummary
  readonly state: RunState
  readonly curves: Curves
  readonly events: EventSteps
  readonly domain: StepDomain
  /** Of a fork: the run it goes on from, and what that did. */
  readonly parent?: { readonly run: RunSummary; readonly curves: Curves } | null
  /** What lies behind; null where it does not hold. */
  readonly expectation: { readonly expectedCurves: Curves } | null
}

const lineEnd = ({ status }: RunState): LineEnd => (status === 'diverged' || status === 'failed' ? 'cross' : status === 'running' || status === 'paused' ? 'point' : 'plain')

const ghost = (series: string, label: string | null): LineInput => ({ run: expected, series, role: 'ghost', label })

/** Accuracy and loss of one run on one log step axis: the figure of the Curves tab, on screen and in a file. */
export function runFigure({ run, state, events, domain, expectation, parent = null }: RunFigureParts): CurvesSpec {
  const end = lineEnd(state)
  const measured = (quantity: 'accuracy' | 'loss'): LineInput[] =>
    (['train', 'test'] as const).map((role) => ({ run: run.id, series: `${role}_${quantity}`, role, label: role, end }))
  const expects = (series: string, label: string | null): LineInput[] => (expectation?.expectedCurves[series] ? [ghost(series, label)] : [])
  /** Behind the fork: the points up to it are the parent's, and lie under those of the fork. */
  const before = (quantity: 'accuracy' | 'loss'): LineInput[] =>
    parent === null ? [] : (['train', 'test'] as const).map((role) => ({ run: parent.run.id, series: `${role}_${quantity}`, role, label: role === 'test' && quantity === 'accuracy' ? 'parent' : null, emphasis: 'context' }))
  const chance = chanceOf(run.config.task)
  const telling = tellingEvents(run.config.task)
  return CurvesSpec.parse({
    version: 1,
    kind: 'curves',
    title: run.name,
    step: { scale: 'log', domain: [1, domain.last], zero: domain.hasZero ? 'shown' : 'hidden' },
    panels: [
      {
        id: 'accuracy',
        title: 'Accuracy',
        y: { kind: 'accuracy' },
        lines: [...expects('test_accuracy', 'expected'), ...before('accuracy'), ...measured('accuracy')],
        references: chance === null ? [] : [{ value: chance, label: `chance, 1 in ${formatInteger(Math.round(1 / chance))}` }],
      },
      {
        id: 'loss',
        title: 'Loss',
        subtitle: lossNames[run.config.loss.kind],
        // What a model with a likelihood makes small is the log of one: of either sign, and read as it is.
        y: { kind: run.config.loss.kind === 'own' ? 'linear' : 'log' },
        lines: [...expects('test_loss', null), ...before('loss'), ...measured('loss')],
      },
    ],
    seams: [...seamTicks(run, parent?.run.config ?? null)],
    rules: [
      ...(run.parent?.fork && run.parent.step !== null ? [{ step: run.parent.step, condition: 'forked', role: 'none' as const }] : []),
      ...drawnEvents.filter((id) => telling.includes(id)).flatMap((id) => {
        const step = events[id]
        return step === null ? [] : [{ step, condition: eventWords[id].words, role: eventWords[id].role }]
      }),
    ],
  } satisfies CurvesSpecInput)
}

/** The accuracies alone, small: the time in which the insides move. */
export function accuracyStrip(parts: RunFigureParts): CurvesSpec {
  const whole = runFigure(parts)
  const panels = whole.panels.filter(({ id }) => id === 'accuracy').map((panel) => ({ ...panel, title: '', references: [], lines: panel.lines.filter(({ role, emphasis }) => role !== 'ghost' && emphasis !== 'context') }))
  return CurvesSpec.parse({ ...whole, title: `${whole.title}, accuracy`, panels, rules: [], seams: [] })
}

/** Data of the figure, by the keys its lines name. */
export function runFigureData({ run, curves, expectation, parent = null }: RunFigureParts): CurvesData {
  return { [run.id]: curves, ...(expectation ? { [expected]: expectation.expectedCurves } : {}), ...(parent ? { [parent.run.id]: parent.curves } : {}) }
}
