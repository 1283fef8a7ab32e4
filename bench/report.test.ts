import { describe, expect, test } from 'vitest'
import type { BenchMeasurement, BenchSample, BenchWorkload } from '../src/shared/schema/bench.ts'
import { contendersOf, nameOf, racers, type Contender } from './contenders.ts'
import type { Entry } from './journal.ts'
import { cell, markdownTable, significant } from './markdown.ts'
import type { PeerResult } from './peers.ts'
import { bestPeer, oursRows, peerRows, report } from './report.ts'

const session: Entry = {
  kind: 'session', began: '2026-11-23T08:00:00.000Z', threads: 2, build: 'native/1',
  machine: { processor: 'AMD EPYC', cores: 2, memoryGiB: 24, system: 'Linux 6 x64', node: '24.21.0' },
}
const sample = (of: BenchSample['of'], ms: number): BenchSample => ({ of, ms, steps: 10, foreign: 0 })

function ours(workload: BenchWorkload, round: number, ms: number, products: number): Entry {
  const result: BenchMeasurement = {
    workload, title: 'a network', executor: 'native', build: 'native/1', threads: 2, compileMs: 100, peakMemory: 1e8, loss: 1,
    samples: [sample('steps', ms), sample('products', products)],
  }
  return { kind: 'ours', round, workload, result }
}

function peer(workload: BenchWorkload, round: number, contender: Contender, ms: number, clean = 1): Entry {
  const result: PeerResult = { peer: 'torch', ms, ms_min: ms, clean, thrown_away: 0, train_loss_after_warmup: 1, compile_and_warmup_s: 1, peak_memory: 5e8, version: '2.15.0' }
  return { kind: 'peer', round, workload, contender, result }
}

const users: Contender = { script: 'bench_torch.py', mode: 'eager', variant: 'onehot', role: 'users' }
const scan: Contender = { script: 'bench_jax.py', mode: 'scan', variant: 'gather', role: 'best' }
const blas: Contender = { script: 'bench_blas.py', mode: 'gemm', variant: 'gather', role: 'products' }

describe('the table', () => {
  const entries = [
    session,
    ...[1, 2, 3].flatMap((round) => [ours('W1', round, [2, 2.5, 4][round - 1]!, 2), peer('W1', round, users, 5), peer('W1', round, scan, [2.4, 2.6, 9][round - 1]!), peer('W1', round, blas, 1)]),
  ]

  test('holds medians over the rounds of the lab and of every peer', () => {
    expect(oursRows(entries)[0]).toMatchObject({ msPerStep: 2.5, lowerBoundMs: 2, lowerBoundShare: 0.8 })
    expect(peerRows(entries).map(({ contender, ms, range }) => [nameOf(contender), ms, range])).toEqual([
      ['PyTorch eager, onehot', 5, [5, 5]],
      ['JAX scan, gather', 2.6, [2.4, 9]],
      ['OpenBLAS gemm, gather', 1, [1, 1]],
    ])
  })

  test('takes the fastest peer for the best, but never the products alone', () => {
    expect(bestPeer(peerRows(entries), 'W1')?.contender).toEqual(scan)
    expect(bestPeer(peerRows(entries), 'W2')).toBeNull()
  })

  test('names ratios beside their goals, and says which are missed', () => {
    const page = report(entries)
    expect(page).toContain('| W1 a network | 2.50 | 2.25 to 3.25 | 2.00 | 80 % | 2.60 (JAX scan, gather) | 1.04x (goal 1.1x, missed) | 5.00 | 2.00x (goal 2x) |')
    expect(page).toContain('2026-11-23, AMD EPYC, 2 cores, 24 GiB, Linux 6 x64, Node 24.21.0; 2 threads')
    expect(page).toContain('Medians over 3 interleaved rounds')
    expect(page).not.toMatch(/undefined|NaN|\[object/)
  })

  test('says what was disturbed and what failed', () => {
    const page = report([...entries, peer('W1', 4, scan, 1, 0.5), { kind: 'failed', round: 2, what: 'W1, a | b', why: 'it ended' }])
    expect(page).toContain('| JAX scan, gather | 2.60 | 2.40 to 9.00 | 500 | 1 |')
    expect(page).toContain('- round 2, W1, a \\| b: it ended')
  })

  test('takes disturbed rounds of a peer only where there are no others, and then marks the ratio', () => {
    const mine = [session, ours('W1', 1, 2, 2), ours('W1', 2, 2, 2)]
    const page = report([...mine, peer('W1', 1, scan, 9, 0.5), peer('W1', 2, scan, 3)])
    expect(page).toContain('| 3.00 (JAX scan, gather) | 1.50x (goal 1.1x) |')
    const noisy = report([...mine, peer('W1', 1, scan, 4, 0.5), peer('W1', 2, scan, 2, 0.9)])
    expect(noisy).toContain('| 3.00 (JAX scan, gather) | 1.50x (goal 1.1x), noisy |')
    expect(noisy).toContain('| JAX scan, gather | 3.00 | 2.00 to 4.00 | 500 | noisy |')
  })

  test('marks the ratio too where the lab itself was never undisturbed', () => {
    const entry = ours('W1', 1, 2, 2)
    const busy = entry.kind === 'ours' ? { ...entry, result: { ...entry.result, samples: entry.result.samples.map((each) => ({ ...each, foreign: 1 })) } } : expect.fail()
    expect(report([session, busy, peer('W1', 1, scan, 3)])).toContain('1.50x (goal 1.1x), noisy')
  })

  test('holds what was measured besides', () => {
    const page = report([
      ...entries,
      { kind: 'part', part: 'memory', round: 1, result: { executor: 'native', steps: 1e6, bytes: [1e8, 1e8], growth: 1e5, stepsPerSecond: 1e6 } },
      { kind: 'part', part: 'cancel', round: 1, result: [{ executor: 'native', workload: 'W4', msPerStep: 25, medianMs: 10, longestMs: 20, longestSteps: 0.8, cancels: 50 }] },
      { kind: 'part', part: 'live', round: 1, result: { executor: 'native', steps: 1e4, on: 95, off: 100 } },
      { kind: 'part', part: 'many', round: 1, result: { executor: 'native', parallel: 2, seeds: 8, steps: 2000, runs: 450, wholeCommand: 420, products: 500, share: 0.9 } },
      { kind: 'part', part: 'wallclock', round: 1, result: { evaluations: 150, laps: [{ who: 'Grokscope', seed: 0, wholeSeconds: 4, seconds: 3, steps: 1200, stepsRun: 1200 }, { who: 'JAX scan, gather', seed: 0, wholeSeconds: 8, seconds: 6, steps: 1300, stepsRun: 1500 }] } },
      {
        kind: 'part', part: 'science', round: 1,
        result: { quickMeasuresShare: 0.06, quickMeasures: ['a', 'b'], checkpointSeconds: 0.8, checkpointMeasures: ['c'], complexitySeconds: 2, uniquenessSeconds: 0.5, tables: { ms: 30, plainMs: 105 } },
      },
      { kind: 'losses', workload: 'W1', result: { workload: 'W1', steps: 20, ours: 2, peer: 2.0000002 } },
    ])
    expect(page).toContain('5.0 % apart (goal under 3.0 %, missed)')
    expect(page).toContain('450 steps/s from the start of the first run to the end of the last, 90.0 % of 500 of as many')
    expect(page).toContain('420 over the whole command')
    expect(page).toContain('longest of 50 20.0 ms, which is 0.80 steps')
    expect(page).toContain('| JAX scan, gather | 8.00 | 2.00x | 6.00 | 2.00x | 4.00 | 1300 |')
    expect(page).toContain('it is told the step that an earlier, untimed run of the same seed found')
    expect(page).toContain('6.0 % of the training (goal under 5.0 %, missed)')
    expect(page).toContain('0.800 s together (goal under 1 s)')
    expect(page).toContain('30.0 ms a step with evaluation, 3.50x faster than by every place of every example (goal 3x)')
    expect(page).toContain('| W1 | 20 | 2.000000 | 2.000000 | -1.0e-7 |')
  })
})

describe('cells', () => {
  test('keep three digits and break no table', () => {
    expect([0.01234, 0.5, 2.345, 31.63, 178.9, 0].map(significant)).toEqual(['0.0123', '0.500', '2.35', '31.6', '179', '0'])
    expect(cell('a|b\nc')).toBe('a\\|b c')
    expect(markdownTable(['a', 'b'], [['1', '2']])).toBe('| a | b |\n| --- | --- |\n| 1 | 2 |')
  })
})

describe('the peers of a workload', () => {
  test('are among those that --every-mode measures', () => {
    for (const workload of ['W1', 'W2', 'W3', 'W4', 'W5', 'W6', 'W7'] as const) {
      expect(contendersOf(workload, true).map(nameOf), workload).toEqual(expect.arrayContaining(contendersOf(workload).map(nameOf)))
    }
  })
  test('are what users write, candidates for the fastest and the products, each once', () => {
    for (const everyMode of [false, true]) {
      for (const workload of ['W1', 'W2', 'W3', 'W4', 'W5', 'W6', 'W7'] as const) {
        const list = contendersOf(workload, everyMode)
        expect(list.filter(({ role }) => role === 'users').map(({ mode }) => mode)).toEqual(['eager'])
        expect(list.some(({ role }) => role === 'products')).toBe(true)
        expect(new Set(list.map(nameOf)).size).toBe(list.length)
      }
    }
    expect(contendersOf('W4').map(nameOf)).toContain('JAX scan, last')
    expect(racers.map(nameOf)).toEqual(['JAX scan, gather', 'PyTorch fused, gather', 'PyTorch compile, gather'])
    expect(contendersOf('W1', true).length).toBeGreaterThan(contendersOf('W1').length)
  })
})
