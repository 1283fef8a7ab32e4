// Writes src/science/presets/checked.ts, what presets promise, from the kept results.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { eventIds } from '../../src/shared/schema/run.ts'
import { keptPresets, readKept, type Kept } from './kept.ts'

const file = join(import.meta.dirname, '..', '..', 'src', 'science', 'presets', 'checked.ts')

/** The range of each event over the checked seeds of a run by itself, where it happened in all of them. */
export function expectedEvents({ runs, checkedSeeds }: Kept): Record<string, [number, number]> {
  const checked = runs.filter(({ member, seed }) => member === null && checkedSeeds.includes(seed))
  return Object.fromEntries(
    eventIds.flatMap((event) => {
      const steps = checked.map(({ events }) => events[event])
      const there = steps.filter((step) => step !== null)
      return there.length > 0 && there.length === steps.length ? [[event, [Math.min(...there), Math.max(...there)]]] : []
    }),
  )
}

export function checkedText(all: readonly Kept[]): string {
  const entries = all.filter(({ theory }) => theory === null).map((kept) => {
    const expected = Object.entries(expectedEvents(kept)).map(([event, [from, to]]) => `${event}: [${from}, ${to}]`)
    return `  '${kept.preset}': { checkedSeeds: [${kept.checkedSeeds.join(', ')}], expected: ${expected.length === 0 ? '{}' : `{ ${expected.join(', ')} }`} },`
  })
  return [
    "import type { ExpectedEvents } from '../types.ts'",
    '',
    '/**',
    ' * Seeds that were run on this engine with the outcome that a preset promises, and the range of the step of each event over them, by',
    ' * preset. Written by `npm run evidence` from resources/evidence; a preset that has not been run is not here.',
    ' */',
    'export const checked: Readonly<Record<string, { readonly checkedSeeds: readonly number[]; readonly expected: ExpectedEvents }>> = {',
    ...entries,
    '}',
    '',
  ].join('\n')
}

export function writeChecked(): void {
  writeFileSync(file, checkedText(keptPresets().flatMap((id) => readKept(id) ?? [])))
}
