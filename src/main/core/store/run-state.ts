import type { RunState } from '../../../shared/schema/run.ts'
import type { RunRow } from './run-table.ts'

/** A row's columns as the state they stand for; whether an interrupted run can go on is for its checkpoints to say. */
export function stateOf(row: RunRow): RunState {
  const { status, step } = row
  switch (status) {
    case 'queued':
      return { status }
    case 'running':
    case 'finished':
      return { status, step }
    case 'paused':
    case 'stopped':
      return row.reason === null ? { status, step } : { status, step, reason: row.reason }
    case 'interrupted':
      return { status, step, reason: row.reason ?? '', resumableFrom: null }
    case 'failed':
      return { status, step, reason: row.reason ?? '' }
    case 'diverged':
      return { status, step, quantity: row.quantity ?? '' }
    default:
      return status satisfies never
  }
}

/** Nothing more happens to it unless somebody asks. */
export function isAtRest(state: RunState): boolean {
  return state.status !== 'queued' && state.status !== 'running' && state.status !== 'paused'
}
