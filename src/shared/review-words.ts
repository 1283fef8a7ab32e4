/** The words of the made-up film reviews, by what they do in a clause (`science/tasks/review-grammar.ts`). */
export const subjects = ['plot', 'cast', 'script', 'score', 'ending', 'dialogue', 'pacing', 'camera', 'story', 'lead', 'villain', 'setting', 'editing', 'humour', 'music', 'scenery'] as const
export const praise = ['superb', 'clever', 'moving', 'gripping', 'fresh', 'charming', 'witty', 'vivid', 'tender', 'bold', 'polished', 'joyful', 'rich', 'warm', 'subtle', 'bright', 'lively', 'honest', 'graceful', 'thrilling'] as const
export const blame = ['dull', 'clumsy', 'flat', 'tedious', 'stale', 'wooden', 'silly', 'bland', 'cold', 'timid', 'shoddy', 'gloomy', 'thin', 'hollow', 'crude', 'murky', 'lifeless', 'false', 'awkward', 'boring'] as const
export const degrees = ['very', 'rather', 'truly', 'quite', 'simply', 'utterly'] as const
export const denials = ['not', 'never', 'hardly'] as const
export const facts = [
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

/** What the two answers to a review say: 0 that it speaks ill of the film, 1 that it speaks well. */
export const reviewAnswers = ['ill', 'well'] as const

/** A review as one reads it, without what fills it up in front. */
export const reviewText = (tokens: ArrayLike<number>): string => Array.from(tokens, (token) => reviewWords[token] ?? '').filter((word) => word !== '').join(' ')
