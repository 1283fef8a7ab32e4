import { reviewWords } from '../../shared/review-words.ts'
import { uniform } from '../random/draw.ts'
import { exampleStream } from '../random/streams.ts'
import { clauseOf, type Clause } from './review-grammar.ts'
import { checkSize } from './size.ts'
import type { Task } from './task.ts'

/** Draws that one clause takes at most. */
const drawsAClause = 6
const shortestClause = 3

/**
 * Made-up film reviews by a small grammar, as symbols [rows, length], and whether each speaks well (1) or ill (0) of the film: which kind of
 * opinion it has more of. Reviews of different length are filled up with 0 in front, so the last symbol is the last word of each.
 *
 * A review is a row of clauses, opinions two times out of three; an odd number of them are opinions, three in four of one kind, which a coin
 * chooses. Opinions may be said by denying the opposite ("the plot was not dull"), so single words decide nothing.
 *
 * Source: ours. It stands in for the 1 000 IMDb reviews of Liu et al. 2023 (Omnigrok, arXiv:2210.01117), which cannot be given on. The text
 *   is synthetic and its answers are exact, so numbers of that paper do not carry over.
 */
export const reviews: Task<'reviews'> = {
  examples({ rows, length, example_seed }) {
    const most = Math.ceil(length / shortestClause) + 1
    const drawsARow = 2 + drawsAClause * most
    checkSize(rows, drawsARow)
    const drawn = uniform(rows * drawsARow, { seed: example_seed, stream: exampleStream })
    const tokens = new Int32Array(rows * length)
    const labels = new Int32Array(rows)
    for (let row = 0; row < rows; row++) {
      let next = row * drawsARow
      const clauses = review(length, () => drawn[next++]!)
      const words = clauses.flatMap((clause) => clause.words)
      tokens.set(words, (row + 1) * length - words.length)
      labels[row] = clauses.reduce((sum, { opinion }) => sum + opinion, 0) > 0 ? 1 : 0
    }
    return {
      inputs: { kind: 'tokens', values: { shape: [rows, length], dtype: 'i32', data: tokens }, vocabulary: reviewWords.length },
      answers: { kind: 'classes', values: { shape: [rows], dtype: 'i32', data: labels }, classes: 2 },
    }
  },
}

/** As many clauses as fit into between half and all of the length, with an odd number of opinions among them. */
function review(length: number, draw: () => number): readonly Clause[] {
  const mood = draw() < 0.5 ? -1 : 1
  const room = Math.ceil((length * (1 + draw())) / 2)
  const clauses: Clause[] = []
  for (let used = 0; ; ) {
    const isOpinion = draw() < 2 / 3 || clauses.length === 0
    const clause = clauseOf(isOpinion ? (draw() < 3 / 4 ? mood : -mood) : 0, draw)
    used += clause.words.length
    if (used > room && clauses.length > 0) break
    clauses.push(clause)
  }
  const opinions = clauses.filter(({ opinion }) => opinion !== 0)
  const last = opinions.length % 2 === 0 ? opinions.at(-1) : null
  return clauses.filter((clause) => clause !== last)
}
