import type { RunSummary } from '../../shared/schema/run.ts'
import { exitCodes, type ExitCode, type VerbContext } from './context.ts'
import { follow } from './follow.ts'
import { resultOf } from './run-result.ts'
import { jsonLine } from './terminal.ts'

/**
 * Runs of which each begins when the one before it is finished: follows one after the other, and prints each. Where one does not finish,
 * those after it are not begun, which is said.
 */
export async function followInOrder(context: VerbContext, runs: readonly RunSummary[]): Promise<ExitCode> {
  const { client, terminal, options } = context
  for (const [i, { id }] of runs.entries()) {
    const { run } = await client.call('runs.get', { id })
    const code = await follow(context, run)
    if (code === exitCodes.done) continue
    const left = runs.slice(i + 1)
    if (options.json) for (const run of left) terminal.out(jsonLine(resultOf(run)))
    if (left.length > 0) terminal.aside(`${i} of ${runs.length} runs finished. Not begun: ${left.map(({ name }) => name).join('; ')}. “grokscope resume ${id}” takes them up too.\n`)
    return code
  }
  return exitCodes.done
}

/** A run that goes on from another: that one first, where it is not finished yet. Only the run itself is printed. */
export async function followAfterBase(context: VerbContext, run: RunSummary): Promise<ExitCode> {
  const { client, terminal } = context
  if (run.parent !== null && run.parent.step === null) {
    const { run: base } = await client.call('runs.get', { id: run.parent.run })
    if (base.state.status !== 'finished') {
      terminal.aside(`${run.name} goes on from ${base.name} (${base.id}), which is trained first.\n`)
      const code = await follow(context, base, false)
      if (code !== exitCodes.done) {
        await follow(context, run) // it was not begun, and says why
        return code
      }
    }
  }
  return follow(context, run)
}

/** Those that wait for this run, in the order in which they will begin. */
export function waitingFor(runs: readonly RunSummary[], { id }: Pick<RunSummary, 'id'>): readonly RunSummary[] {
  const next = runs.filter((run) => run.state.status === 'queued' && (run.after === id || (run.parent?.run === id && run.parent.step === null)))
  const all = next.flatMap((run) => [run, ...waitingFor(runs, run)])
  return all.filter((run, i) => all.findIndex((other) => other.id === run.id) === i)
}
