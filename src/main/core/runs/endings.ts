import { LabError } from '../../../shared/errors.ts'
import type { RunState } from '../../../shared/schema/run.ts'
import type { TrainEnd } from '../../../shared/worker-contract.ts'
import { diskFull, isDiskFull } from '../store/failures.ts'

/** What a run becomes that ends because somebody asked: stopped, or interrupted with this reason. */
export interface Ending {
  readonly interrupted: string | null
}

export function endAsked(step: number, ending: Ending | null): RunState {
  const reason = ending?.interrupted ?? null
  return reason === null ? { status: 'stopped', step } : { status: 'interrupted', step, reason, resumableFrom: null }
}

/** Of training that ended by itself. */
export function restAfter(end: Exclude<TrainEnd, { reason: 'stopped' }>): Extract<RunState, { status: 'finished' | 'diverged' }> {
  return end.reason === 'finished' ? { status: 'finished', step: end.step } : { status: 'diverged', step: end.step, quantity: end.quantity }
}

export const isDisconnected = (error: unknown): boolean => error instanceof LabError && error.code === 'disconnected'

/** What comes of ending a process, rather than of what it computed. */
export function isNobodysFault(error: unknown): boolean {
  return isDisconnected(error) || !(error instanceof LabError) || error.code === 'worker-died'
}

export function reasonOf(error: unknown): string {
  if (isDiskFull(error)) return diskFull('training ended').message
  return error instanceof Error ? error.message : String(error)
}

/** A worker that died interrupts the run; one that refused it has failed it. `how` says how the worker ended, where it is gone. */
export function restAfterFailure(error: unknown, step: number, how: string | null): RunState {
  const reason = how === null ? reasonOf(error) : `The process that trained is gone: ${how}.`
  const isRefusal = error instanceof LabError && how === null && !['worker-died', 'disk-full', 'store-corrupt'].includes(error.code)
  return isRefusal ? { status: 'failed', step, reason } : { status: 'interrupted', step, reason, resumableFrom: null }
}
