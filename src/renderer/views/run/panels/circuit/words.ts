import { formatFixed, formatInteger, formatPercent } from '../../../../../figures/formats.ts'
import type { PhaseRelation } from './waves.ts'

/** An angle as people write it: 0.48 π. */
export const angleWords = (angle: number): string => `${formatFixed(angle / Math.PI, 2)}\u00A0π`

/** "12 of 200 neurons shown" where some are left out. */
export function shownWords(shown: number, all: number, what = 'neurons'): string {
  return shown >= all ? `${formatInteger(all)} ${what}` : `${formatInteger(shown)} of ${formatInteger(all)} ${what} shown`
}

/** What the phases of answers do, in one sentence. */
export function relationWords({ locked, error, alignment, median }: PhaseRelation, sign: 1 | -1): string {
  const all = error.length
  if (locked.length === 0) return `No neuron has one frequency for a, b and the answer; at random one in hundreds would.`
  const relation = sign === 1 ? 'φ_a + φ_b' : 'φ_a − φ_b'
  return `${formatInteger(locked.length)} of ${formatInteger(all)} neurons have one frequency for a, b and the answer; of these the answer’s phase is ${relation} within ${formatFixed(median / Math.PI, 2)} π for half, alignment ${formatFixed(alignment, 2)}.`
}

export const shareWords = (share: number): string => formatPercent(share, share >= 0.0995 ? 0 : 1)
