import type { LabClient } from '../../shared/contract.ts'
import type { RunSummary } from '../../shared/schema/run.ts'
import type { Terminal } from './terminal.ts'

const isAtWork = ({ state }: RunSummary): boolean => state.status === 'running' || state.status === 'queued'

/**
 * The first command line on a store owns it, and a second one trains through the first. So the first does not leave
 * while it carries work of others; Ctrl+C makes it leave, with their runs interrupted at a checkpoint.
 */
export async function leaveOthersAlone(client: LabClient, terminal: Terminal, interruption: AbortSignal): Promise<void> {
  if (interruption.aborted) return
  const others = (await client.call('runs.list', {})).filter(isAtWork)
  if (others.length === 0) return
  terminal.aside(`Another command trains through this one (${others.map(({ id }) => id).join(', ')}); waiting until it is done. Ctrl+C ends it with a checkpoint.\n`)
  const watching = client.stream('runs.watchAll', {}, { signal: interruption })
  watching.end.catch(() => undefined) // leaving the loop cancels it
  try {
    for await (const list of watching) if (!list.some(isAtWork)) return
  } catch (error) {
    if (!interruption.aborted) throw error
  }
}
