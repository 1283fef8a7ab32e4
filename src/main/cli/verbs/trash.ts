import type { RunSummary } from '../../../shared/schema/run.ts'
import { exitCodes, type Verb } from '../context.ts'
import { findRun } from '../find-run.ts'
import { counted } from '../format.ts'
import { jsonLine } from '../terminal.ts'

/** `trash RUN...`: out of every list, for 30 days. */
export const trash: Verb = async ({ client, operand, options, terminal }) => {
  const ids = each(operand, await client.call('runs.list', {})).map(({ id }) => id)
  const { trashed } = await client.call('runs.trash', { ids })
  terminal.out(options.json ? jsonLine({ trashed }) : `${counted(trashed.length, 'run')} moved to the trash, which keeps ${trashed.length === 1 ? 'it' : 'them'} for 30 days. “grokscope restore ${trashed.join(' ')}” brings ${trashed.length === 1 ? 'it' : 'them'} back.\n`)
  return exitCodes.done
}

/** `restore RUN...`: back out of the trash. */
export const restore: Verb = async ({ client, operand, options, terminal }) => {
  const lying = (await client.call('trash.list', {})).runs.map(({ run }) => run)
  const { restored } = await client.call('runs.restore', { ids: each(operand, lying, 'in the trash').map(({ id }) => id) })
  terminal.out(options.json ? jsonLine({ restored }) : `${counted(restored.length, 'run')} restored.\n`)
  return exitCodes.done
}

/** The runs that the words mean, each once. */
function each(operand: string, runs: readonly RunSummary[], where: 'in the trash' | null = null): RunSummary[] {
  return [...new Set(operand.split(' ').map((word) => findRun(runs, word, where)))]
}
