import type { PresetSummary } from '../../../shared/contract.ts'
import { timeHere } from '../../stores/time-here.ts'

export interface TimeGroup {
  readonly title: string
  readonly sub: string
  readonly presets: readonly PresetSummary[]
}

const limits = [
  { below: 10, title: 'Under ten seconds', sub: 'watch live' },
  { below: 60, title: 'Under a minute', sub: 'long enough to look inside' },
  { below: Infinity, title: 'Minutes and more', sub: 'runs in the background' },
] as const

/** Experiments by the time they take on this computer; while it is being timed they stand together and say so, theory last. */
export function byTimeHere(presets: readonly PresetSummary[], pace: number | null): readonly TimeGroup[] {
  const theory = presets.filter((preset) => preset.kind === 'theory')
  const trained = presets.filter((preset) => preset.kind !== 'theory').map((preset) => ({ preset, time: timeHere(preset, pace)?.seconds ?? null }))
  const untimed = trained.filter(({ time }) => time === null).map(({ preset }) => preset)
  const timed = limits.map(({ below, title, sub }, i) => ({
    title,
    sub,
    presets: trained
      .filter(({ time }) => time !== null && time < below && time >= (limits[i - 1]?.below ?? 0))
      .toSorted((a, b) => (a.time ?? 0) - (b.time ?? 0))
      .map(({ preset }) => preset),
  }))
  return [...timed, { title: 'Experiments', sub: 'measuring this computer', presets: untimed }, { title: 'Theory', sub: 'needs no network', presets: theory }].filter((group) => group.presets.length > 0)
}
