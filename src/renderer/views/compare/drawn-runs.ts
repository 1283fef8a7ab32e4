import { formatInteger } from '../../../figures/formats.ts'
import type { RunId } from '../../../shared/schema/run.ts'
import type { Drawn } from '../../../figures/comparison.ts'

/** More curves than these are one smudge, and each is a stream of points. */
export const mostDrawn = 40

/** The baseline and the first of the others, up to `most`, in the order chosen. */
export function drawnOf(chosen: readonly Drawn[], baseline: RunId | null, most = mostDrawn): readonly Drawn[] {
  if (chosen.length <= most) return chosen
  const first = chosen.slice(0, most)
  const base = chosen.find(({ run }) => run.id === baseline)
  return base === undefined || first.includes(base) ? first : [...first.slice(0, most - 1), base]
}

/** What is left out and why, in sentences; empty where nothing is. */
export function leftOutWords(drawn: number, shown: number, hidden: number): string {
  const many = drawn >= shown ? [] : [`The first ${formatInteger(drawn)} of ${formatInteger(shown)} chosen are drawn; filter or group to see the others.`]
  const out = hidden === 0 ? [] : [`${formatInteger(hidden)} chosen ${hidden === 1 ? 'run is hidden from charts and is' : 'runs are hidden from charts and are'} left out of everything but the table.`]
  return [...many, ...out].join(' ')
}
