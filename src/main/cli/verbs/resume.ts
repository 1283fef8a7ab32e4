import type { Verb } from '../context.ts'
import { findRun } from '../find-run.ts'
import { followInOrder, waitingFor } from '../follow-in-order.ts'

/** `resume RUN`: goes on from the last checkpoint with the optimiser's state, then with the runs that were not begun because of it. */
export const resume: Verb = async (context) => {
  const { client, operand, options, terminal } = context
  const { id } = findRun(await client.call('runs.list', {}), operand)
  await client.call('runs.resume', { id, steps: options.steps })
  const { run } = await client.call('runs.get', { id })
  if (!options.json) terminal.aside(`${run.name}: going on with ${id}.\n`)
  return followInOrder(context, [run, ...waitingFor(await client.call('runs.list', {}), run)])
}
