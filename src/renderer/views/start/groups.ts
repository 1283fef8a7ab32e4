import type { PresetSummary } from '../../../shared/contract.ts'

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

/** Experiments by the time they take on this computer; those that were never timed here stand first and say so, theory last. */
export function byTimeHere(presets: readonly PresetSummary[]): readonly TimeGroup[] {
  const theory = presets.filter((preset) => preset.kind === 'theory')
  const untimed = presets.filter((preset) => preset.kind !== 'theory' && preset.secondsHere === null)
  const timed = limits.map(({ below, title, sub }, i) => ({
    title,
    sub,
    presets: presets.filter(({ secondsHere }) => secondsHere !== null && secondsHere < below && secondsHere >= (limits[i - 1]?.below ?? 0)),
  }))
  return [{ title: 'Not timed on this computer yet', sub: 'the first run measures it', presets: untimed }, ...timed, { title: 'Theory', sub: 'needs no network', presets: theory }].filter((group) => group.presets.length > 0)
}
