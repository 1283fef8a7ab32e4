import { eventSteps } from '../../../science/phases/index.ts'
import type { LabContract } from '../../../shared/contract.ts'
import { LabError } from '../../../shared/errors.ts'
import type { ParsedInputOf } from '../../../shared/rpc/specification.ts'
import type { CheckpointInfo, Curves, RunId } from '../../../shared/schema/run.ts'
import { forkText, madeUpTo } from '../store/forks.ts'
import type { RunRow } from '../store/run-table.ts'
import { usableConfig } from '../store/saved-config.ts'
import type { Store } from '../store/store.ts'
import { configure } from './configure.ts'
import type { CreateOptions } from './create.ts'
import { checkForkKeys } from './fork-keys.ts'
import { colourSlot, differences, newRunId, unusedName } from './naming.ts'
import { derivedEvents } from './recorder.ts'

type Asked = ParsedInputOf<LabContract['runs.fork']>
/** What differs from the parent: keys, or a whole configuration. */
export type ForkRequest = Omit<Asked, 'set' | 'config'> & (Pick<Asked, 'set'> | { readonly config: unknown })
type Options = Pick<CreateOptions, 'now' | 'checkMeasures' | 'checkConfig'>

/**
 * Saves a fork and puts it at the end of the queue. It has the points, events and checkpoints of its parent up to the step as its own
 * (the files of weights are shared), so it is whole without its parent. Everything is checked before anything is written.
 */
export async function forkRun(store: Store, request: ForkRequest, { now, checkMeasures, checkConfig }: Options): Promise<RunId> {
  const { id, step, seed, steps } = request
  const parent = store.runs.get(id)
  const { at, state } = whereOf(store, parent, step)
  const before = usableConfig(parent)
  const config = 'config' in request ? configure(request.config, { seed, steps, set: [] }) : configure(before, { seed, steps, set: request.set })
  checkForkKeys(before, config, at)
  if (config.steps <= at) {
    throw new LabError('bad-input', `The fork begins at step ${at}, and ${config.steps} steps in all leave none to train. Nothing was saved; name more steps than ${at}.`, { id, step: at, steps: config.steps })
  }
  await checkMeasures(config.measures)
  if (differences(before, config).length > 0) await checkConfig(config)

  const fork = newRunId()
  const curves = pointsUpTo(store.curves.read(id), at)
  store.transact(() => {
    store.runs.insertQueued(
      {
        id: fork,
        name: unusedName([parent.name, `from ${at}`, ...differences(before, config).slice(0, 3), ...(config.seed === before.seed ? [] : [`seed ${config.seed}`])], new Set(store.runs.names())),
        preset: parent.preset,
        config: JSON.stringify(config),
        config_schema: config.schema,
        // Its time is not that of the preset: it trains a part of the steps.
        config_as_preset: 0,
        seed: config.seed,
        executor_wanted: parent.executor_wanted,
        threads: parent.threads,
        colour_slot: colourSlot(store.runs.usedColours()),
        created_at: now(),
        member: parent.member,
        parent_run: id,
        goes_on: forkText({ state, made: madeUpTo(parent, at) }),
      },
      parent.project_id,
    )
    store.runs.startMade(fork, JSON.stringify(config), at)
    store.runs.beginsAt(fork, at, parent.executor, parent.executor_build)
    store.curves.append(fork, curves)
    store.checkpoints.share(id, fork, at)
    store.runs.setEvents(fork, derivedEvents(eventSteps(curves)))
  })
  return fork
}

/** The step of the fork, and that of the nearest state at or before it. */
function whereOf(store: Store, { id, name }: RunRow, step: number | null): { readonly at: number; readonly state: number } {
  const saved = store.checkpoints.list(id)
  const at = step ?? saved.at(-1)?.step
  const here = saved.find((checkpoint) => checkpoint.step === at)
  if (at === undefined || here === undefined) throw noCheckpoint(name, at ?? null, saved)
  const state = saved.findLast((checkpoint) => checkpoint.hasOptimiser && checkpoint.step <= at)?.step
  if (state === undefined) {
    throw new LabError('no-checkpoint', `“${name}” has no state of the optimiser at or before step ${at} any more, so training cannot go on from there. Nothing was saved; fork it at a later checkpoint.`, { run: id, step: at })
  }
  return { at, state }
}

function noCheckpoint(name: string, step: number | null, saved: readonly CheckpointInfo[]): LabError {
  const nearest = [...saved].sort((a, b) => Math.abs(a.step - (step ?? 0)) - Math.abs(b.step - (step ?? 0)))[0]?.step ?? null
  const advice = nearest === null ? 'It has none yet; let it train a little first.' : `The nearest one is at step ${nearest}.`
  return new LabError('no-checkpoint', `A fork begins at a checkpoint, and “${name}” has none${step === null ? '' : ` at step ${step}`}. Nothing was saved. ${advice}`, { step, nearest })
}

function pointsUpTo(curves: Curves, step: number): Curves {
  return Object.fromEntries(
    Object.entries(curves).flatMap(([name, { steps, values }]) => {
      const after = steps.findIndex((s) => s > step)
      const count = after < 0 ? steps.length : after
      return count === 0 ? [] : [[name, { steps: steps.slice(0, count), values: values.slice(0, count) }]]
    }),
  )
}
