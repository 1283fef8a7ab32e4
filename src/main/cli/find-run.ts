import { LabError } from '../../shared/errors.ts'
import type { RunSummary } from '../../shared/schema/run.ts'

/** The run that a word means: `latest`, an id, or the beginning of exactly one (with or without `run_`). */
export function findRun(runs: readonly RunSummary[], word: string): RunSummary {
  if (runs.length === 0) throw new LabError('unknown-run', 'There is no run in this store yet. “grokscope run pocket-grok” makes one.')
  if (word === 'latest') return runs.reduce((newest, run) => (run.createdAt > newest.createdAt ? run : newest))

  const beginning = word.startsWith('run_') ? word : `run_${word}`
  const found = runs.filter((run) => run.id.startsWith(beginning))
  const [only, second] = found
  if (only === undefined) throw new LabError('unknown-run', `No saved run begins with “${word}”. Nothing was changed. “grokscope runs” lists them.`)
  if (second !== undefined && only.id !== beginning) {
    const some = found.slice(0, 4).map((run) => run.id).join(', ')
    throw new LabError('bad-input', `“${word}” begins ${found.length} runs (${some}${found.length > 4 ? ', ...' : ''}). Nothing was changed. Write one letter more.`)
  }
  return only
}
