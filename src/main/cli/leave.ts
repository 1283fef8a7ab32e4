import type { LabClient } from '../../shared/contract.ts'
import { withChange } from '../../shared/run-list.ts'
import type { RunId, RunSummary } from '../../shared/schema/run.ts'
import type { Terminal } from './terminal.ts'

/** What waits in the queue of the store. A command line does not begin runs that a lab left there. */
export async function queuedRuns(client: LabClient): Promise<ReadonlySet<RunId>> {
  const list = await client.call('runs.list', {})
  return new Set(list.filter(({ state }) => state.status === 'queued').map(({ id }) => id))
}

/**
 * The first command line on a store owns it, and a second one trains through the first. So the first does not leave
 * while it carries work of others; Ctrl+C makes it leave, with their runs interrupted at a checkpoint.
 * @param left what waited in the queue before, which is not begun here
 */
export async function leaveOthersAlone(client: LabClient, left: ReadonlySet<RunId>, terminal: Terminal, interruption: AbortSignal): Promise<void> {
  if (interruption.aborted) return
  let isTold = false
  const watching = client.stream('runs.watchAll', {}, { signal: interruption })
  watching.end.catch(() => undefined) // leaving the loop cancels it
  try {
    let list: readonly RunSummary[] = []
    for await (const change of watching) {
      list = withChange(list, change)
      const others = list.filter(({ id, state }) => state.status === 'running' || (state.status === 'queued' && !left.has(id)))
      if (others.length === 0) return
      if (!isTold) terminal.aside(`Another command trains through this one (${others.map(({ id }) => id).join(', ')}); waiting until it is done. Ctrl+C ends it with a checkpoint.\n`)
      isTold = true
    }
  } catch (error) {
    if (!interruption.aborted) throw error
  }
}
