import { LabError } from '../../../shared/errors.ts'
import { RunConfig } from '../../../shared/schema/run-config.ts'
import type { RunId, RunState } from '../../../shared/schema/run.ts'
import { usableConfig } from '../store/saved-config.ts'
import type { Store } from '../store/store.ts'
import type { Changes } from './changes.ts'
import type { Scheduler } from './scheduler.ts'
import { detach, takeUp } from './succession.ts'
import type { Training } from './training.ts'

/** Pause, resume and stop: what each means in each state of a run, or why it means nothing there. */
export interface Steering {
  pause(id: RunId): Promise<RunState>
  resume(id: RunId, steps: number | null): Promise<RunState>
  stop(id: RunId): Promise<RunState>
}

/** @param claim tells that this process may start the run */
export function steering(store: Store, changes: Changes, scheduler: Scheduler, claim: (id: RunId) => void): Steering {
  const trainingOf = (id: RunId): Training => {
    const training = scheduler.training(id)
    if (training === null) throw new LabError('internal', 'The run is marked as training, but nothing trains it. Nothing was changed. Close the lab and open it again.', { id })
    return training
  }

  const queueAgain = (id: RunId, steps: number | null): void => {
    const config = usableConfig(store.runs.get(id))
    if (steps !== null && steps < config.steps) {
      const sentence = `The run is configured for ${config.steps} steps, and steps that are made cannot be taken back. Nothing was changed; give ${config.steps} or more.`
      throw new LabError('bad-input', sentence, { id, steps, configured: config.steps })
    }
    const longer = RunConfig.safeParse({ ...config, steps: steps ?? config.steps })
    if (!longer.success) throw new LabError('bad-config', `steps is ${steps}; it must be a whole number from 1 to 100000000 (steps). Nothing was changed.`, { id })
    detach(store, store.runs.get(id))
    const taken = store.transact(() => {
      store.states.queueAgain(id, JSON.stringify(longer.data))
      return [id, ...takeUp(store, id)]
    })
    for (const each of taken) {
      claim(each)
      store.changed(each)
      changes.tell(each)
    }
    scheduler.fill()
  }

  return {
    async pause(id) {
      const state = store.state(id)
      if (state.status !== 'running') throw impossible(id, state, 'paused')
      await trainingOf(id).pause()
      return store.state(id)
    },

    async resume(id, steps) {
      const { name, trashed_at } = store.runs.get(id)
      if (trashed_at !== null) throw new LabError('not-possible-now', `“${name}” is in the trash, so it cannot be resumed. Nothing was changed; restore it first.`, { id })
      const state = store.state(id)
      switch (state.status) {
        case 'paused':
          if (steps !== null) throw new LabError('not-possible-now', 'A paused run goes on to the steps it was started with. Nothing was changed; stop it first to train further.', { id })
          await trainingOf(id).resume()
          return store.state(id)
        case 'finished':
          if (steps === null || steps <= state.step) throw impossible(id, state, 'resumed')
          queueAgain(id, steps)
          return store.state(id)
        case 'stopped':
        case 'interrupted':
        case 'diverged':
          queueAgain(id, steps)
          return store.state(id)
        case 'queued':
        case 'running':
        case 'failed':
          throw impossible(id, state, 'resumed')
      }
    },

    async stop(id) {
      const state = store.state(id)
      switch (state.status) {
        case 'queued':
          store.states.set(id, { status: 'stopped', step: store.runs.get(id).step })
          store.changed(id)
          changes.tell(id)
          scheduler.fill()
          return store.state(id)
        case 'running':
        case 'paused':
          await trainingOf(id).stop()
          return store.state(id)
        default:
          throw impossible(id, state, 'stopped')
      }
    },
  }
}

const whys: Readonly<Record<RunState['status'], string>> = {
  queued: 'it waits in the queue; stop it to take it out',
  running: 'it is training',
  paused: 'it is paused already',
  finished: 'it is finished; name more steps to train it further',
  stopped: 'it is stopped; resume it to go on',
  interrupted: 'it was interrupted; resume it to go on',
  failed: 'it failed; start it again with another configuration',
  diverged: 'it diverged; start it again with another configuration, or resume it to train again from its last good checkpoint',
}

function impossible(id: RunId, state: RunState, what: string): LabError {
  return new LabError('not-possible-now', `The run cannot be ${what}: ${whys[state.status]}. Nothing was changed.`, { id, status: state.status })
}
