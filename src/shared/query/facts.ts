import { EventId, type RunState, type RunSummary } from '../schema/run.ts'
import { configLeaves, configShape } from '../runs/config-leaves.ts'
import { longKeys } from '../runs/key-names.ts'

/** A run with what its project says of it. */
export interface QueriedRun {
  readonly run: RunSummary
  /** Name of its project. */
  readonly project: string
  /** The runs of its project are compared with it. */
  readonly isBaseline: boolean
}

export type Fact = number | string | boolean

/** Moments, as `2026-11-21T14:03` where the reader is: they are compared letter by letter, as far as the question goes. */
export const momentKeys: ReadonlySet<string> = new Set(['created', 'started', 'ended'])

const some = <T>(value: T | null | undefined): readonly T[] => (value === null || value === undefined ? [] : [value])

/** What the lab itself knows of a run, by the name it has in a query. */
export const builtIn: Readonly<Record<string, (q: QueriedRun) => readonly Fact[]>> = {
  id: ({ run }) => [run.id],
  name: ({ run }) => [run.name],
  status: ({ run }) => [run.state.status],
  tag: ({ run }) => run.tags,
  project: ({ project }) => [project],
  preset: ({ run }) => some(run.preset),
  executor: ({ run }) => some(run.executor),
  set: ({ run }) => some(run.set),
  member: ({ run }) => some(run.member),
  note: ({ run }) => (run.note === '' ? [] : [run.note]),
  created: ({ run }) => [localMoment(run.createdAt)],
  started: ({ run }) => some(run.startedAt).map(localMoment),
  ended: ({ run }) => some(run.endedAt).map(localMoment),
  /** Seconds of training. */
  duration: ({ run }) => some(run.seconds),
  /** Last step that is saved. */
  step: ({ run }) => [stepOf(run.state)],
  ...Object.fromEntries(EventId.options.map((event) => [event, ({ run }: QueriedRun) => some(run.events[event])])),
  /** Steps from memorising to generalising. */
  delay: ({ run: { events } }) => (events.train_acc_99 === null || events.test_acc_99 === null ? [] : [events.test_acc_99 - events.train_acc_99]),
  ...Object.fromEntries((['train_loss', 'train_accuracy', 'test_loss', 'test_accuracy'] as const).map((series) => [series, ({ run }: QueriedRun) => some(run.final?.[series])])),
}

/** All that a run has at a key: one of the lab's own, a full path of its configuration, or how such a path ends. Nothing where it has none. */
export function readFacts(queried: QueriedRun, key: string): readonly Fact[] {
  const own = Object.hasOwn(builtIn, key) ? builtIn[key] : undefined
  if (own) return own(queried)
  const { config } = queried.run
  const leaves = configLeaves(config)
  return configShape(config).ending(longKeys.get(key) ?? key).flatMap((path) => {
    const leaf = leaves.get(path)
    return Array.isArray(leaf) ? leaf.filter((value) => value !== null) : some(leaf as Fact | null | undefined)
  })
}

function stepOf(state: RunState): number {
  return state.status === 'queued' ? 0 : state.step
}

/** `2026-11-21T14:03` in the time zone of this computer. */
function localMoment(iso: string): string {
  const at = new Date(iso)
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`
}
