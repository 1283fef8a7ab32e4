/** Seeds from the first to the last, both included. */
export interface SeedRange {
  readonly first: number
  readonly last: number
}

const largest = 0xffff_ffff
/** More at once are a mistake in writing rather than a plan. */
const most = 1000

/** Reads `3` or `0..15`; a sentence where it is neither. */
export function readSeeds(text: string): SeedRange | string {
  const [, first = '', last = first] = /^\s*(\d{1,10})\s*(?:\.\.\s*(\d{1,10})\s*)?$/.exec(text) ?? []
  if (first === '') return 'One seed, or A..B for all from A to B: 0..4.'
  const [low, high] = [Number(first), Number(last)]
  if (low > largest || high > largest) return `A seed is a whole number from 0 to ${largest}.`
  if (low > high) return `${low}..${high} goes backwards; write ${high}..${low}.`
  if (high - low >= most) return `${high - low + 1} runs are more than ${most}, the most at once.`
  return { first: low, last: high }
}

export const countOf = ({ first, last }: SeedRange): number => last - first + 1
