import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { LabError } from '../../../shared/errors.ts'
import { BenchWorkload, type BenchItem, type BenchRow } from '../../../shared/schema/bench.ts'
import { exitCodes, type ExitCode, type Verb, type VerbContext } from '../context.ts'
import { number, percent } from '../format.ts'
import { table } from '../table.ts'
import { jsonLine } from '../terminal.ts'
import { executorFrom } from './run.ts'

/** `bench`: milliseconds a step on seven workloads, measured in workers; with --peers beside PyTorch and JAX. */
export const bench: Verb = async (context) => {
  const { client, options, terminal, interruption } = context
  const workloads = options.workload?.map(workloadFrom) ?? null
  if (workloads?.length === 0) throw new LabError('bad-input', `--workload names none; there are ${BenchWorkload.options.join(', ')}. Nothing was measured.`)
  if (options.peers) return withPeers(context)
  const { quick, threads, rounds } = options
  const rows: BenchRow[] = []
  const order = { workloads, quick, threads, rounds, executor: executorFrom(options.executor) }
  try {
    for await (const item of client.stream('lab.bench', order, { signal: interruption })) {
      if (item.kind === 'sample') {
        if (terminal.columns !== null) terminal.aside(`\r\u001b[K${progress(item)}`.slice(0, terminal.columns + 3))
        continue
      }
      rows.push(item.row)
      if (terminal.columns !== null) terminal.aside('\r\u001b[K')
      if (options.json) terminal.out(jsonLine(item.row))
      else if (terminal.columns === null) terminal.aside(`${item.row.workload}: ${number(item.row.msPerStep)} ms a step\n`)
    }
  } catch (error) {
    if (!interruption.aborted) throw error
    if (terminal.columns !== null) terminal.aside('\r\u001b[K')
    terminal.aside('The benchmark was interrupted. Nothing was saved or changed; the same command measures again from the beginning.\n')
    return exitCodes.interrupted
  }
  if (!options.json) terminal.out(benchTable(rows))
  return exitCodes.done
}

function workloadFrom(name: string): BenchWorkload {
  const parsed = BenchWorkload.safeParse(name)
  if (!parsed.success) throw new LabError('bad-input', `There is no workload “${name}”; there are ${BenchWorkload.options.join(', ')}. Nothing was measured.`)
  return parsed.data
}

function progress({ workload, round, rounds, sample }: Extract<BenchItem, { kind: 'sample' }>): string {
  const disturbed = sample.foreign !== null && sample.foreign > 0.12 ? `, others use ${sample.foreign.toFixed(1)} cores` : ''
  return `round ${round} of ${rounds}  ${workload}  ${sample.of === 'steps' ? 'a step' : 'its products'}: ${number(sample.ms)} ms${disturbed}`
}

const ms = (value: number): string => value.toPrecision(3)

/** The rows for a person, with what to know about them below. */
export function benchTable(rows: readonly BenchRow[]): string {
  const cells = rows.map((row) => [
    row.workload, row.title, ms(row.msPerStep), `${ms(row.spread[0])} to ${ms(row.spread[1])}`, String(Math.round(row.stepsPerSecond)),
    ms(row.lowerBoundMs), percent(row.lowerBoundShare), String(row.threads), (row.peakMemory / 1e6).toFixed(0), row.quiet ? String(row.discarded) : 'noisy',
  ])
  const builds = [...new Set(rows.map(({ build }) => build))].join(', ')
  const noisy = rows.some(({ quiet }) => !quiet) ? 'Where it says noisy, other programs never left the cores alone for long enough: close them and measure again.\n' : ''
  return (
    `${table(['', 'workload', 'ms a step', 'quartiles', 'steps/s', 'products alone ms', 'their share', 'threads', 'peak MB', 'thrown away'], cells)}\n` +
    `On ${builds}. Medians; samples in which others used the cores are thrown away.\n${noisy}`
  )
}

/** The scripts of `bench/` beside the sources: they are part of a clone, not of a package. */
function benchScript(from = import.meta.dirname): string | null {
  const script = join(from, 'bench', 'index.ts')
  if (existsSync(script)) return script
  const parent = dirname(from)
  return parent === from ? null : benchScript(parent)
}

/** The peers are Python programs of the clone; setting them up reaches a package index, which the lab itself never does. */
async function withPeers({ options, interruption }: VerbContext): Promise<ExitCode> {
  const script = benchScript()
  if (script === null) {
    throw new LabError('not-possible-now', 'PyTorch and JAX can be measured in a clone of the project only: this package does not hold the scripts. Nothing was measured; leave out --peers.')
  }
  const { quick, json, workload, rounds, executor, threads } = options
  const value = (name: string, given: string | number | null): string[] => (given === null ? [] : [`--${name}`, String(given)])
  const words = [
    '--peers', ...(quick ? ['--quick'] : []), ...(json ? ['--json'] : []),
    ...value('workload', workload?.join(',') ?? null), ...value('rounds', rounds), ...value('executor', executor), ...value('threads', threads),
  ]
  const child = spawn(process.execPath, [script, ...words], { stdio: 'inherit' })
  const stop = (): void => void child.kill('SIGTERM')
  interruption.addEventListener('abort', stop, { once: true })
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (exit) => resolve(exit ?? 1))
  })
  interruption.removeEventListener('abort', stop)
  if (interruption.aborted) return exitCodes.interrupted
  return code === 0 ? exitCodes.done : exitCodes.failed
}
