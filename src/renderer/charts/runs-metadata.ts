import { z } from 'zod'
import type { FigureMetadata } from '../../figures/to-svg.ts'
import type { RunSummary } from '../../shared/schema/run.ts'

/** What travels inside a figure of several runs, so that it can be made again: runs, executors, configurations. */
export function metadataOfRuns(runs: readonly RunSummary[], version: string): FigureMetadata {
  const executors = [...new Set(runs.map((run) => `${run.executor ?? 'none'} ${run.executorBuild ?? ''}`.trim()))].join(', ')
  return {
    runs: runs.map(({ id }) => id),
    versions: { grokscope: version, executor: executors },
    source: { configurations: Object.fromEntries(runs.map(({ id, config }) => [id, z.json().parse(JSON.parse(JSON.stringify(config)))])) },
  }
}
