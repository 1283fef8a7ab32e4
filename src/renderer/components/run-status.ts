import type { RunState, RunStatus } from '../../shared/schema/run.ts'
import type { IconName } from './icons.ts'

export interface StatusLook {
  readonly word: string
  readonly tone: 'neutral' | 'warn' | 'error'
  readonly icon?: IconName
  readonly dot?: string
}

/** How a status is written and drawn, everywhere. */
export const statusLooks: Readonly<Record<RunStatus, StatusLook>> = {
  queued: { word: 'Queued', tone: 'neutral', icon: 'clock' },
  running: { word: 'Running', tone: 'neutral', dot: 'var(--ok)' },
  paused: { word: 'Paused', tone: 'neutral', icon: 'pause' },
  finished: { word: 'Finished', tone: 'neutral', dot: 'var(--n-8)' },
  stopped: { word: 'Stopped', tone: 'neutral', icon: 'stop' },
  interrupted: { word: 'Interrupted', tone: 'warn', icon: 'warning' },
  failed: { word: 'Failed', tone: 'error', icon: 'close' },
  diverged: { word: 'Diverged', tone: 'error', icon: 'close' },
}

/** The last step whose points are committed; 0 before the first. */
export function stepOf(state: RunState): number {
  return state.status === 'queued' ? 0 : state.step
}
