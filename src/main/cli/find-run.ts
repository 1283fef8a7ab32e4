import { LabError } from '../../shared/errors.ts'
import type { RunSummary } from '../../shared/schema/run.ts'

/**
 * The run that a word means: `latest`, an id, or the beginning of exactly one (with or without `run_`).
 * @param where the runs lie, when not in the list
 */
export function findRun(runs: readonly RunSummary[], word: string, where: 'in the trash' | null = null): RunSummary {
  if (runs.length === 0) throw new LabError('unknown-run', where === null ? 'There is no run in this store yet. “grokscope run pocket-grok” makes one.' : `There is no run ${where}. Nothing was changed.`)
  if (word === 'latest') return runs.reduce((newest, run) => (run.createdAt > newest.createdAt ? run : newest))

  const beginning = word.startsWith('run_') ? word : `run_${word}`
  const found = runs.filter((run) => run.id.startsWith(beginning))
  const [only, second] = found
  if (only === undefined) {
    const lists = where === null ? '“grokscope runs” lists them' : `There ${runs.length === 1 ? 'is' : 'are'} ${runs.slice(0, 4).map(({ id }) => id).join(', ')}${runs.length > 4 ? ', ...' : ''}`
    throw new LabError('unknown-run', `No ${where === null ? 'saved run' : `run ${where}`} begins with “${word}”. Nothing was changed. ${lists}.`)
  }
  if (second !== undefined && only.id !== beginning) {
    const some = found.slice(0, 4).map((run) => run.id).join(', ')
    throw new LabError('bad-input', `“${word}” begins ${found.length} runs (${some}${found.length > 4 ? ', ...' : ''}). Nothing was changed. Write one letter more.`)
  }
  return only
}
