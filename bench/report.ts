import { benchRow } from '../src/main/core/bench/bench-row.ts'
import { maxForeign } from '../src/main/core/bench/bench.ts'
import { median } from '../src/main/core/bench/quantile.ts'
import { BenchWorkload, type BenchRow } from '../src/shared/schema/bench.ts'
import { nameOf, type Contender } from './contenders.ts'
import { goals } from './goals.ts'
import type { Entry } from './journal.ts'
import { partsReport } from './parts-report.ts'
import { cell, markdownTable, significant } from './markdown.ts'

type OursEntry = Extract<Entry, { kind: 'ours' }>
type PeerEntry = Extract<Entry, { kind: 'peer' }>

/** A peer over its undisturbed rounds, or over all where there is none: median of the medians, least and largest. */
export interface PeerRow {
  readonly workload: BenchWorkload
  readonly contender: Contender
  readonly ms: number
  readonly range: readonly [number, number]
  readonly rounds: number
  /** Rounds thrown away because others used the cores. */
  readonly discarded: number
  /** False where no round was undisturbed, so that disturbed ones had to be taken. */
  readonly quiet: boolean
  readonly peakMemory: number
  readonly version: string
}

export function oursRows(entries: readonly Entry[]): BenchRow[] {
  const ours = entries.filter((entry): entry is OursEntry => entry.kind === 'ours')
  return BenchWorkload.options.flatMap((workload) => {
    const rounds = ours.filter((entry) => entry.workload === workload).map(({ result }) => result)
    return rounds.length === 0 ? [] : [benchRow(rounds, maxForeign)]
  })
}

export function peerRows(entries: readonly Entry[]): PeerRow[] {
  const groups = Map.groupBy(entries.filter((entry): entry is PeerEntry => entry.kind === 'peer'), ({ workload, contender }) => `${workload} ${nameOf(contender)}`)
  return [...groups.values()].map((group) => {
    const [{ workload, contender, result }] = group as [PeerEntry, ...PeerEntry[]]
    const clean = group.filter((entry) => entry.result.clean === 1)
    const kept = clean.length > 0 ? clean : group
    const times = kept.map((entry) => entry.result.ms)
    return {
      workload, contender, ms: median(times), range: [Math.min(...times), Math.max(...times)], rounds: kept.length,
      discarded: group.length - kept.length, quiet: clean.length > 0, peakMemory: Math.max(...group.map((entry) => entry.result.peak_memory)), version: result.version,
    }
  })
}

/** The fastest of the peers that take part as such, what users write among them. */
export function bestPeer(rows: readonly PeerRow[], workload: BenchWorkload): PeerRow | null {
  return rows.filter((row) => row.workload === workload && row.contender.role !== 'products').reduce<PeerRow | null>((best, row) => (best === null || row.ms < best.ms ? row : best), null)
}

/** `1.32x (goal 1.1x)`, with a mark where the goal is missed and where one of the two was measured on a busy machine. */
function ratio(peer: PeerRow | null, ours: BenchRow, goal: number): string {
  if (peer === null) return '–'
  const times = peer.ms / ours.msPerStep
  const isNoisy = !peer.quiet || !ours.quiet
  return `${times.toFixed(2)}x (goal ${goal}x${times < goal ? ', missed' : ''})${isNoisy ? ', noisy' : ''}`
}

const stepsHead = [
  'workload', 'ms a step', 'quartiles', 'its products alone', 'their share', 'best peer', 'faster by', 'what users write', 'faster by', 'peak MB', 'samples thrown away',
] as const

function stepsTable(ours: readonly BenchRow[], peers: readonly PeerRow[]): string {
  const rows = ours.map((row) => {
    const best = bestPeer(peers, row.workload)
    const users = peers.find(({ workload, contender }) => workload === row.workload && contender.role === 'users') ?? null
    return [
      `${row.workload} ${row.title}`,
      significant(row.msPerStep),
      `${significant(row.spread[0])} to ${significant(row.spread[1])}`,
      significant(row.lowerBoundMs),
      `${(row.lowerBoundShare * 100).toFixed(0)} %`,
      best === null ? '–' : `${significant(best.ms)} (${nameOf(best.contender)})`,
      ratio(best, row, goals[row.workload].best),
      users === null ? '–' : significant(users.ms),
      ratio(users, row, goals[row.workload].users),
      (row.peakMemory / 1e6).toFixed(0),
      row.quiet ? String(row.discarded) : `${row.discarded}, noisy`,
    ]
  })
  return markdownTable(stepsHead, rows)
}

function peersTable(rows: readonly PeerRow[]): string {
  const cells = rows.map(({ workload, contender, ms, range: [least, most], peakMemory, discarded, quiet }) => [
    workload, nameOf(contender), significant(ms), `${significant(least)} to ${significant(most)}`, (peakMemory / 1e6).toFixed(0), quiet ? String(discarded) : 'noisy',
  ])
  return markdownTable(['workload', 'peer', 'ms a step', 'least to largest round', 'peak MB', 'rounds thrown away'], cells)
}

const libraries = { 'bench_torch.py': 'PyTorch ', 'bench_jax.py': 'JAX ', 'bench_blas.py': '' } as const

function versionsOf(ours: readonly BenchRow[], peers: readonly PeerRow[]): string {
  const versions = [...ours.map(({ build }) => build), ...peers.map(({ contender, version }) => `${libraries[contender.script]}${version}`)]
  return [...new Set(versions)].join('; ')
}

function failures(entries: readonly Entry[]): string[] {
  const lines = entries.flatMap((entry) => (entry.kind === 'failed' ? [`- round ${entry.round}, ${cell(entry.what)}: ${cell(entry.why)}`] : []))
  return lines.length === 0 ? [] : [`## What failed\n\n${lines.join('\n')}`]
}

/** Everything of a session as one page. */
export function report(entries: readonly Entry[]): string {
  const session = entries.find((entry) => entry.kind === 'session')
  if (session === undefined) throw new Error('there is no session to report')
  const { machine, began, threads } = session
  const ours = oursRows(entries)
  const peers = peerRows(entries)
  const rounds = Math.max(0, ...entries.map((entry) => (entry.kind === 'ours' ? entry.round : 0)))
  const place = `${machine.processor}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}, Node ${machine.node}`
  const sections = [
    '# Benchmarks',
    'Made by `npm run bench`; do not edit. How it is measured: `docs/decisions/0010-how-we-measure.md`. Every round as it came: `results.jsonl`.',
    `${began.slice(0, 10)}, ${place}; ${threads} threads, float32. ${versionsOf(ours, peers)}.`,
    '## Milliseconds a step',
    `Medians over ${rounds} interleaved rounds. “Its products alone” is the same executor doing only the matrix products of a step, by turns with the steps. ` +
      'What was measured while others used the cores is thrown away: samples of the lab, rounds of a peer that did not get enough quiet ones. *Noisy*: there was nothing else, so disturbed ones were taken.',
    stepsTable(ours, peers),
    ...(peers.length === 0 ? [] : [`## The peers\n\n${peersTable(peers)}`]),
    ...partsReport(entries, ours),
    ...failures(entries),
  ]
  return `${sections.join('\n\n')}\n`
}
