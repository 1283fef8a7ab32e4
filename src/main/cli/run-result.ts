import type { EventSteps, ExecutorName, FinalValues, RunSummary } from '../../shared/schema/run.ts'
import { duration, number, percent, standing, stepOf } from './format.ts'
import { pairs } from './table.ts'

/** What `run --json` and `resume --json` print: one object a run, for scripts. */
export interface RunResult {
  readonly runId: string
  readonly preset: string | null
  readonly seed: number
  readonly executor: ExecutorName | null
  /** The last step that is saved. */
  readonly steps: number
  /** From the first to the last step, with evaluation and commits. */
  readonly seconds: number | null
  readonly compileSeconds: number | null
  readonly events: EventSteps
  readonly final: FinalValues | null
  /** Of a run of a set: its name there. */
  readonly member?: string
  /** Of a run that goes on from another: that one, and the step its weights are of. */
  readonly parent?: RunSummary['parent']
}

export function resultOf(run: RunSummary): RunResult {
  return {
    runId: run.id,
    preset: run.preset,
    seed: run.seed,
    executor: run.executor,
    steps: stepOf(run.state),
    seconds: run.seconds,
    compileSeconds: run.compileSeconds,
    events: run.events,
    final: run.final,
    ...(run.member === null ? {} : { member: run.member }),
    ...(run.parent === null ? {} : { parent: run.parent }),
  }
}

const eventNames: Readonly<Record<keyof EventSteps, string>> = {
  train_acc_99: 'train accuracy ≥ 99 %',
  train_acc_100: 'train accuracy = 100 %',
  test_acc_50: 'test accuracy ≥ 50 %',
  test_acc_95: 'test accuracy ≥ 95 %',
  test_acc_99: 'test accuracy ≥ 99 %',
}

/** The events with the step at which each was first logged, as lines of a table. */
export function eventRows(events: EventSteps): [string, string][] {
  return Object.entries(eventNames).map(([id, name]) => {
    const step = events[id as keyof EventSteps]
    return [name, step === null ? 'not reached' : `step ${step}`]
  })
}

export function finalRows(final: FinalValues | null): [string, string][] {
  if (final === null) return []
  return [
    [`train at step ${final.step}`, `loss ${number(final.train_loss)}, accuracy ${percent(final.train_accuracy)}`],
    [`test at step ${final.step}`, `loss ${number(final.test_loss)}, accuracy ${percent(final.test_accuracy)}`],
  ]
}

/** `run_… at step 40`. */
export function fromWhere({ run, step }: NonNullable<RunSummary['parent']>): string {
  return step === null ? run : `${run} at step ${step}`
}

/** Steps that it made itself: those before a fork were made by the parent. */
function ownSteps(run: RunSummary): number {
  return stepOf(run.state) - (run.parent !== null && run.parent.fork !== null ? (run.parent.step ?? 0) : 0)
}

/** The same for a person. */
export function resultText(run: RunSummary): string {
  const steps = ownSteps(run)
  const time = run.seconds === null ? [] : [`in ${duration(run.seconds)}`, ...(run.seconds > 0 ? [`(${number(Math.round(steps / run.seconds))} steps/s)`] : [])]
  const head: [string, string][] = [
    ['run', run.id],
    ['name', run.name],
    ...(run.parent === null ? [] : [[run.parent.fork === null ? 'goes on from' : 'forked from', fromWhere(run.parent)] as [string, string]]),
    ['training', [standing(run), ...time, ...(run.executor === null ? [] : [`on ${run.executor}`])].join(' ')],
  ]
  return pairs([...head, ...eventRows(run.events), ...finalRows(run.final)])
}
