import { writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { benchTable } from '../src/main/cli/verbs/bench.ts'
import { benchOptions, isWhole, usage, UsageError, type BenchOptions } from './arguments.ts'
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
  const isTable = isWhole(options) || (options.resume && !options.quick)
  const folder = isTable ? join(root, 'bench') : join(root, '.cache', 'bench')
  const journal = new Journal(join(folder, 'results.jsonl'), options.resume)
  if (!journal.entries.some(({ kind }) => kind === 'session')) {
    journal.add({ kind: 'session', began: new Date().toISOString(), machine: machine(), threads: options.threads })
  }
  try {
    await new BenchSession(root, options, journal, peers, say, signal).run()
  } finally {
    // What there is, even when it was cut off.
    const page = join(folder, 'RESULTS.md')
    writeFileSync(page, report(journal.entries))
    const rows = oursRows(journal.entries)
    if (options.json) for (const row of rows) process.stdout.write(`${JSON.stringify(row)}\n`)
    else if (rows.length > 0) process.stdout.write(benchTable(rows))
    say(isTable ? 'Written to bench/RESULTS.md.' : 'Written to .cache/bench/RESULTS.md: only the whole table goes to bench/RESULTS.md.')
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
