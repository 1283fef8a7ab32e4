/** A part of a review. */
export interface Clause {
  /** Numbers of words in `reviewWords`. */
  readonly words: readonly number[]
  /** 1 speaks well of the film, −1 ill, 0 says nothing of its worth. */
  readonly opinion: number
}

const subjects = ['plot', 'cast', 'script', 'score', 'ending', 'dialogue', 'pacing', 'camera', 'story', 'lead', 'villain', 'setting', 'editing', 'humour', 'music', 'scenery'] as const
const praise = ['superb', 'clever', 'moving', 'gripping', 'fresh', 'charming', 'witty', 'vivid', 'tender', 'bold', 'polished', 'joyful', 'rich', 'warm', 'subtle', 'bright', 'lively', 'honest', 'graceful', 'thrilling'] as const
const blame = ['dull', 'clumsy', 'flat', 'tedious', 'stale', 'wooden', 'silly', 'bland', 'cold', 'timid', 'shoddy', 'gloomy', 'thin', 'hollow', 'crude', 'murky', 'lifeless', 'false', 'awkward', 'boring'] as const
const degrees = ['very', 'rather', 'truly', 'quite', 'simply', 'utterly'] as const
const denials = ['not', 'never', 'hardly'] as const
const facts = [
  ['it', 'runs', 'two', 'hours'],
  ['we', 'saw', 'it', 'on', 'sunday'],
  ['my', 'friend', 'came', 'along'],
  ['it', 'is', 'a', 'sequel'],
  ['the', 'film', 'is', 'in', 'french'],
  ['it', 'was', 'shot', 'in', 'winter'],
  ['there', 'is', 'a', 'train', 'in', 'it'],
  ['the', 'hall', 'was', 'full'],
] as const

/** Every word; its number is its place. The first stands for no word. */
export const reviewWords: readonly string[] = ['', ...new Set([...'the was and'.split(' '), ...subjects, ...praise, ...blame, ...degrees, ...denials, ...facts.flat()])]

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
