import { writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { benchTable } from '../src/main/cli/verbs/bench.ts'
import { executorFor } from '../src/main/worker/bench/executor-for.ts'
import { benchOptions, isWhole, usage, UsageError, workFolder, type BenchOptions } from './arguments.ts'
import { Journal } from './journal.ts'
import { machine } from './machine.ts'
import { preparePeers } from './peers.ts'
import { oursRows, report } from './report.ts'
import { BenchSession } from './session.ts'

const root = resolve(import.meta.dirname, '..')
const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`)

function readOptions(): BenchOptions | null {
  const words = process.argv.slice(2)
  if (words.includes('--help') || words.includes('-h')) {
    process.stdout.write(usage)
    return null
  }
  try {
    return benchOptions(words, availableParallelism())
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    say(`${error.message}\n\n${usage}`)
    process.exit(2)
  }
}

async function main(options: BenchOptions, signal: AbortSignal): Promise<void> {
  const peers = options.peers ? await preparePeers(root, say, signal) : null
  const { executor, threads, resume } = options
  const { build } = await executorFor(executor)
  const folder = join(root, workFolder(options))
  const journal = new Journal(join(folder, 'results.jsonl'), resume)
  journal.open({ kind: 'session', began: new Date().toISOString(), machine: machine(), threads, build })
  try {
    await new BenchSession(root, options, journal, peers, say, signal).run()
    if (isWhole(options)) {
      journal.publish(join(root, 'bench'), report(journal.entries))
      say('Written to bench/RESULTS.md, and every round to bench/results.jsonl.')
    }
  } finally {
    // What there is, even when it was cut off.
    writeFileSync(join(folder, 'RESULTS.md'), report(journal.entries))
    const rows = oursRows(journal.entries)
    if (options.json) for (const row of rows) process.stdout.write(`${JSON.stringify(row)}\n`)
    else if (rows.length > 0) process.stdout.write(benchTable(rows))
    if (signal.aborted || !isWhole(options)) say(`Written to ${workFolder(options)}/RESULTS.md: only a whole measurement with --peers goes to bench/RESULTS.md, when it is complete.`)
  }
}

const options = readOptions()
if (options !== null) {
  const interruption = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interruption.abort(new Error('The benchmark was interrupted; go on with --resume.')))
  try {
    await main(options, interruption.signal)
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
    process.exitCode = interruption.signal.aborted ? 130 : 1
  }
}
