import { formatFixed, formatInteger } from '../../../../figures/formats.ts'

/** How far a guess is from the measured step, in words: as a factor, because time is read on a log axis here. */
export function distanceWords(guess: number, measured: number): string {
  const factor = guess > measured ? guess / measured : measured / guess
  const side = guess > measured ? 'later' : 'earlier'
  if (guess === measured) return `You marked step ${formatInteger(guess)}: exactly there.`
  const far = factor < 1.1 ? `${formatInteger(Math.abs(guess - measured))} steps ${side} than` : `${formatFixed(factor, 1)} times ${side} than`
  return `You marked step ${formatInteger(guess)}: ${far} it happened, at step ${formatInteger(measured)}.`
}

/** One press of an arrow key on the mark: fiftieths of a decade, at least one step. */
export function movedMark(mark: number, by: number, [low, high]: readonly [number, number]): number {
  const moved = Math.round(mark * 10 ** (by / 50))
  return Math.min(high, Math.max(low, moved === mark ? mark + Math.sign(by) : moved))
}
