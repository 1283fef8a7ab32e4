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

/** A group of fewer would leave most of its row empty, and is told with the next longer ones. */
const fewest = 4

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
  const groups = [...timed, { title: 'Experiments', sub: 'measuring this computer', presets: untimed }].filter((group) => group.presets.length > 0)
  return [...joined(groups), ...(theory.length > 0 ? [{ title: 'Theory', sub: 'needs no network', presets: theory }] : [])]
}

/** Under a minute is true of what takes less than ten seconds too: a small group goes into the next one, the quickest first. */
function joined(groups: readonly TimeGroup[]): readonly TimeGroup[] {
  return groups.reduce<readonly TimeGroup[]>((done, group) => {
    const before = done.at(-1)
    return before !== undefined && before.presets.length < fewest ? [...done.slice(0, -1), { ...group, presets: [...before.presets, ...group.presets] }] : [...done, group]
  }, [])
}
