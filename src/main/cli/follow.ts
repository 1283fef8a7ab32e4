import { LabError, toErrorValue } from '../../shared/errors.ts'
import type { CheckpointInfo, RunSummary } from '../../shared/schema/run.ts'
import { exitCodes, type ExitCode, type VerbContext } from './context.ts'
import { stepOf } from './format.ts'
import { ProgressBar } from './progress.ts'
import { resultOf, resultText } from './run-result.ts'
import { stoppedSentence } from './stopped.ts'
import { jsonLine } from './terminal.ts'

/**
 * Watches a run until it comes to rest and prints its result. Ctrl+C stops the run, which makes a checkpoint to go on
 * from, and then waits for that to be saved.
 *
 * @param isPrinted without it only what went wrong is said
 */
export async function follow(context: VerbContext, run: RunSummary, isPrinted = true): Promise<ExitCode> {
  const { client, interruption, terminal, options } = context
  const bar = new ProgressBar(terminal, run.name, run.config.steps)
  let stopping: Promise<unknown> = Promise.resolve()
  const stop = (): void => {
    stopping = client.call('runs.stop', { id: run.id }).catch((error: unknown) => {
      if (error instanceof LabError && error.code === 'not-possible-now') return // it had come to rest by itself
      bar.clear()
      terminal.aside(`The run could not be stopped: ${toErrorValue(error).message}\n`)
    })
  }
  if (interruption.aborted) stop()
  else interruption.addEventListener('abort', stop)
  try {
    for await (const update of client.stream('runs.watch', { id: run.id, afterStep: stepOf(run.state) })) bar.update(update, performance.now())
    await stopping
  } finally {
    interruption.removeEventListener('abort', stop)
    bar.clear()
  }

  const { run: rested, checkpoints } = await client.call('runs.get', { id: run.id })
  if (isPrinted) terminal.out(options.json ? jsonLine(resultOf(rested)) : resultText(rested))
  return conclude(context, rested, checkpoints)
}

function savedBefore(checkpoints: readonly CheckpointInfo[]): string {
  const last = checkpoints.at(-1)
  return last === undefined ? 'Its curves are saved; there is no checkpoint before that.' : `Its curves are saved up to there, and the last good checkpoint is at step ${last.step}.`
}

/** One line on how it ended, where that is not plain from the result, and the exit code. */
function conclude({ terminal, interruption, options }: VerbContext, run: RunSummary, checkpoints: readonly CheckpointInfo[]): ExitCode {
  const { state } = run
  const say = (sentence: string): void => terminal.aside(`${sentence}\n`)
  const goOn = `“grokscope resume ${run.id}” goes on from there.`
  switch (state.status) {
    case 'finished':
      if (options.json && terminal.columns === null) say(`${run.name}: finished at step ${state.step}.`)
      return exitCodes.done
    case 'stopped':
      if (state.reason !== undefined) say(`${run.name}: ${state.reason}`)
      else say(stoppedSentence(run.id, state.step, checkpoints))
      return interruption.aborted ? exitCodes.interrupted : exitCodes.failed
    case 'interrupted':
      say(`Interrupted at step ${state.step}: ${state.reason} ${state.resumableFrom === null ? 'There is no checkpoint to go on from.' : goOn}`)
      return interruption.aborted ? exitCodes.interrupted : exitCodes.failed
    case 'failed':
      say(`Failed at step ${state.step}: ${state.reason}`)
      return exitCodes.failed
    case 'diverged':
      say(`Diverged at step ${state.step}: ${state.quantity} is no longer a finite number. ${savedBefore(checkpoints)} A smaller learning rate may help.`)
      return exitCodes.failed
    case 'queued':
    case 'running':
    case 'paused':
      say(`The run is ${state.status} and goes on in the lab.`)
      return interruption.aborted ? exitCodes.interrupted : exitCodes.done
  }
}
