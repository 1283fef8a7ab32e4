import { blame, degrees, denials, facts, praise, reviewWords, subjects } from '../../shared/review-words.ts'

/** A part of a review. */
export interface Clause {
  /** Numbers of words in `reviewWords`. */
  readonly words: readonly number[]
  /** 1 speaks well of the film, −1 ill, 0 says nothing of its worth. */
  readonly opinion: number
}

const numbers: ReadonlyMap<string, number> = new Map(reviewWords.map((word, i) => [word, i]))

/**
 * clause  → fact | opinion
 * opinion → the SUBJECT was [DEGREE] ADJECTIVE | the SUBJECT was DENIAL OPPOSITE
 *
 * Three opinions in ten deny the opposite; half of the others have a degree. At most 5 words and 4 draws, facts at most 6 words.
 *
 * @param opinion 1 for praise, −1 for blame, 0 for a fact @param draw uniform on [0, 1)
 */
export function clauseOf(opinion: number, draw: () => number): Clause {
  const one = <T>(list: readonly T[]): T => list[Math.floor(draw() * list.length)] as T
  return { words: wordsOf(opinion, draw, one).map((word) => numbers.get(word) ?? 0), opinion }
}

function wordsOf(opinion: number, draw: () => number, one: <T>(list: readonly T[]) => T): readonly string[] {
  if (opinion === 0) return one<readonly string[]>(facts)
  const [agreeing, opposite] = opinion > 0 ? [praise, blame] : [blame, praise]
  const begin = ['the', one<string>(subjects), 'was']
  const how = draw()
  if (how < 0.3) return [...begin, one<string>(denials), one<string>(opposite)]
  return how < 0.65 ? [...begin, one<string>(degrees), one<string>(agreeing)] : [...begin, one<string>(agreeing)]
}
