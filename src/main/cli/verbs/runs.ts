import { exitCodes, type Verb } from '../context.ts'
import { percent, standing } from '../format.ts'
import { table } from '../table.ts'
import { jsonLine } from '../terminal.ts'

/** `runs`: everything saved, newest first. */
export const runs: Verb = async ({ client, options, terminal }) => {
  const list = await client.call('runs.list', {})
  const sorted = [...list].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
  if (options.json) {
    for (const run of sorted) terminal.out(jsonLine(run))
    return exitCodes.done
  }
  if (sorted.length === 0) {
    terminal.out('No run is saved here yet. “grokscope run pocket-grok” makes one.\n')
    return exitCodes.done
  }
  const hasTags = sorted.some(({ tags }) => tags.length > 0)
  const rows = sorted.map((run) => [
    run.id, run.name, String(run.seed), standing(run), run.final === null ? '–' : percent(run.final.test_accuracy), run.executor ?? '–', localTime(run.createdAt), ...(hasTags ? [run.tags.join(', ')] : []),
  ])
  terminal.out(table(['run', 'name', 'seed', 'state', 'test accuracy', 'executor', 'created', ...(hasTags ? ['tags'] : [])], rows))
  return exitCodes.done
}

/** `2026-11-23 04:38` in the time zone of this computer. */
export function localTime(iso: string): string {
  const at = new Date(iso)
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`
}
