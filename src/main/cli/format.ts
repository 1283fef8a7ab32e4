import type { RunState, RunSummary } from '../../shared/schema/run.ts'

/** Six significant digits, as measured; NaN and infinity are results and keep their names. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity'
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value)
  const text = value.toPrecision(6)
  return text.includes('e') ? text.replace(/\.?0+e/, 'e') : text.replace(/\.?0+$/, '')
}

/** A share of 1 in per cent, never rounded up to 100. */
export function percent(share: number): string {
  const rounded = (share * 100).toFixed(1)
  return `${rounded === '100.0' && share < 1 ? '99.9' : rounded} %`
}

/** Seconds as a person says them: 4.2 s, 3 min 20 s, 2 h 5 min. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`
  if (seconds < 99.5) return `${Math.round(seconds)} s`
  const minutes = Math.round(seconds / 60)
  if (minutes >= 60) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)} min ${whole % 60} s`
}

/** `1 run`, `3 runs`. */
export const counted = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`

/** The last step of a run that is saved. */
export const stepOf = (state: RunState): number => (state.status === 'queued' ? 0 : state.step)

/** Where a run stands, in a few words. */
export function standing({ state, config }: RunSummary): string {
  switch (state.status) {
    case 'queued':
      return 'queued'
    case 'finished':
      return `finished, ${state.step} steps`
    case 'running':
    case 'paused':
    case 'stopped':
    case 'interrupted':
    case 'failed':
    case 'diverged':
      return `${state.status} at ${state.step} of ${config.steps}`
  }
}
