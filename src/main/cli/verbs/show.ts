import type { RunSummary } from '../../../shared/schema/run.ts'
import { exitCodes, type Verb } from '../context.ts'
import { findRun } from '../find-run.ts'
import { duration, standing } from '../format.ts'
import { eventRows, finalRows, fromWhere } from '../run-result.ts'
import { pairs } from '../table.ts'
import { jsonLine } from '../terminal.ts'
import { localTime } from './runs.ts'

/** `show RUN`: everything about one run but its curves and weights. */
export const show: Verb = async ({ client, operand, options, terminal }) => {
  const { id } = findRun(await client.call('runs.list', {}), operand)
  const { run, checkpoints } = await client.call('runs.get', { id })
  if (options.json) {
    terminal.out(jsonLine({ run, checkpoints }))
    return exitCodes.done
  }
  const reason = 'reason' in run.state && run.state.reason !== undefined ? [['reason', run.state.reason] as const] : []
  terminal.out(
    pairs([
      ['run', run.id],
      ['name', run.name],
      ['preset', run.preset ?? 'none (own configuration)'],
      ...(run.member === null ? [] : [['member', run.member] as const]),
      ...(run.parent === null ? [] : [[run.parent.fork === null ? 'goes on from' : 'forked from', fromWhere(run.parent)] as const]),
      ...(run.tags.length === 0 ? [] : [['tags', run.tags.join(', ')] as const]),
      ['state', standing(run)],
      ...(run.readOnly === null ? [] : [['read-only', run.readOnly] as const]),
      ...reason,
      ['created', localTime(run.createdAt)],
      ['training time', run.seconds === null ? '–' : duration(run.seconds)],
      ['executor', run.executor === null ? '–' : `${run.executor}${run.readOnly === null ? `, ${run.config.precision}` : ''}${run.executorBuild === null ? '' : ` (${run.executorBuild})`}`],
      ...(run.executorNote === null ? [] : [['note', run.executorNote] as const]),
      ...run.seams.map(({ step, sameBuild }) => ['went on at', `step ${step}${sameBuild ? '' : ', on another build of the executor'}`] as const),
      ...eventRows(run.events),
      ...finalRows(run.final),
      ['checkpoints', checkpointText(checkpoints.map(({ step }) => step))],
    ]),
  )
  terminal.out(`\nconfiguration\n${pairs(leaves(run.config).map(([key, value]) => [`  ${key}`, value]))}`)
  return exitCodes.done
}

function checkpointText(steps: readonly number[]): string {
  if (steps.length === 0) return 'none'
  return `${steps.length}, at the steps ${steps.join(' ')}`
}

/** Every value of a configuration by the path that --set takes. */
export function leaves(config: RunSummary['config']): [string, string][] {
  const visit = (value: unknown, path: string): [string, string][] => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[path, typeof value === 'string' ? value : JSON.stringify(value)]]
    return Object.entries(value).flatMap(([key, inner]) => visit(inner, path === '' ? key : `${path}.${key}`))
  }
  return visit(config, '')
}
