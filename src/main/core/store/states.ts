import type { RunId, RunState } from '../../../shared/schema/run.ts'
import { isDiskFull } from './failures.ts'
import { stateOf } from './run-state.ts'
import type { RunRow, RunTable } from './run-table.ts'

/**
 * Where runs stand: as their rows say, or as is kept in memory while the disk is too full to write it. Every write of a
 * state goes through here, so that what is in memory never outlives a newer row.
 */
export interface States {
  of(row: RunRow): RunState
  /** Where the disk is too full even for this, the state is kept in memory until the next one is written. */
  set(id: RunId, state: RunState): void
  /** The state in which it comes to rest; kept in memory like any other. */
  end(id: RunId, state: RunState, at: string): void
  /** Into training. Throws on a full disk. */
  begin(row: RunRow, at: string): void
  /** To the end of the queue. A divergence is taken back: it is a step that training comes to again. Throws on a full disk. */
  queueAgain(id: RunId, config: string): void
}

interface Needed {
  readonly runs: RunTable
  readonly removePoint: (id: RunId, step: number) => void
  readonly resumableFrom: (id: RunId) => number | null
  readonly transact: (work: () => void) => void
}

export function runStates({ runs, removePoint, resumableFrom, transact }: Needed): States {
  const unwritten = new Map<RunId, RunState>()

  const written = (id: RunId, write: () => void): void => {
    transact(write)
    unwritten.delete(id)
  }
  const writtenOrKept = (id: RunId, state: RunState, write: () => void): void => {
    try {
      written(id, write)
    } catch (error) {
      if (!isDiskFull(error)) throw error
      unwritten.set(id, state)
    }
  }

  return {
    of(row) {
      const state = unwritten.get(row.id) ?? stateOf(row)
      return state.status === 'interrupted' ? { ...state, resumableFrom: resumableFrom(row.id) } : state
    },
    set: (id, state) => writtenOrKept(id, state, () => runs.setState(id, state)),
    end: (id, state, at) =>
      writtenOrKept(id, state, () => {
        runs.setState(id, state)
        runs.end(id, at)
        // The threshold that nothing finite is at.
        if (state.status === 'diverged') runs.addEvent(id, { event: 'diverged', step: state.step, series: state.quantity, threshold: Infinity })
      }),
    begin: ({ id, step }, at) =>
      written(id, () => {
        runs.setState(id, { status: 'running', step })
        runs.begin(id, at)
      }),
    queueAgain: (id, config) =>
      written(id, () => {
        const state = unwritten.get(id) ?? stateOf(runs.get(id))
        if (state.status === 'diverged') {
          removePoint(id, state.step)
          runs.removeEvent(id, 'diverged')
        }
        runs.queueAgain(id, config)
      }),
  }
}
