import type { Verb } from '../context.ts'
import { findRun } from '../find-run.ts'
import { follow } from '../follow.ts'

/** `fork RUN --step N --set KEY=VALUE`: a run of its own from a checkpoint on, then watches it until it has come to rest. */
export const fork: Verb = async (context) => {
  const { client, operand, options, terminal } = context
  const { id, name } = findRun(await client.call('runs.list', {}), operand)
  const { step, set, seed, steps } = options
  const forked = await client.call('runs.fork', { id, step, set, seed, steps })
  const at = forked.parent?.step ?? 0
  const state = forked.parent?.fork?.state ?? at
  if (!options.json) {
    const how = state === at ? '' : ` Only weights are stored there: the optimiser's state is computed again from step ${state}.`
    terminal.aside(`${name}: forked at step ${at} as ${forked.id}.${how}\n`)
  }
  return follow(context, forked)
}
