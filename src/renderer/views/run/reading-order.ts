import { nearestIndex } from '../../charts/logged-steps.ts'

/**
 * In which order the frames of a matrix are read: the one that is wanted, the last one, by which columns are ordered, then the others from
 * the wanted one outwards, so that scrubbing from where one is finds them read.
 * @param missing ascending
 */
export function readingOrder(missing: readonly number[], wanted: number | null, last: number | null): readonly number[] {
  const middle = wanted === null ? missing.length - 1 : Math.max(0, nearestIndex(missing, wanted))
  const outwards: number[] = []
  for (let away = 0; outwards.length < missing.length; away++) {
    const [before, after] = [missing[middle - away], missing[middle + away]]
    if (before !== undefined) outwards.push(before)
    if (after !== undefined && away > 0) outwards.push(after)
  }
  const first = [wanted, last].filter((step): step is number => step !== null && missing.includes(step))
  return [...new Set([...first, ...outwards])]
}
