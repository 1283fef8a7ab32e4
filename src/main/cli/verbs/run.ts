import { LabError } from '../../../shared/errors.ts'
import { ExecutorName } from '../../../shared/schema/run.ts'
import type { Verb } from '../context.ts'
import { follow } from '../follow.ts'
import { followSeeds } from '../follow-seeds.ts'
import { orderedFrom } from '../ordered.ts'

/** `run PRESET|CONFIG.json`: creates the run, or one for each of `--seeds`, then watches until all have come to rest. */
export const run: Verb = async (context) => {
  const { client, operand, options, terminal } = context
  const { seed, seeds, steps, threads } = options
  const order = { ...(await orderedFrom(client, operand, options.set)), steps, executor: executorFrom(options.executor) }
  if (seeds !== null) return followSeeds(context, { ...order, threads: threads ?? 1 }, seeds, options.parallel)
  const created = await client.call('runs.create', { ...order, seed, threads })
  if (!options.json) terminal.aside(`${created.name}: saved as ${created.id} while it trains.\n`)
  return follow(context, created)
}

export function executorFrom(name: string | null): ExecutorName | null {
  if (name === null) return null
  const parsed = ExecutorName.safeParse(name)
  if (!parsed.success) throw new LabError('bad-input', `There is no executor “${name}”; there are ${ExecutorName.options.join(', ')}. Nothing was started.`)
  return parsed.data
}
