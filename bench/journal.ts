import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { BenchMeasurement, BenchWorkload } from '../src/shared/schema/bench.ts'
import type { Contender } from './contenders.ts'
import type { Part } from './arguments.ts'
import type { LossCheck } from './parts-report.ts'
import type { Machine } from './machine.ts'
import type { PeerResult } from './peers.ts'

/** A line of `results.jsonl`: what was measured, as it came. */
export type Entry =
  | { readonly kind: 'session'; readonly began: string; readonly machine: Machine; readonly threads: number }
  | { readonly kind: 'ours'; readonly round: number; readonly workload: BenchWorkload; readonly result: BenchMeasurement }
  | { readonly kind: 'peer'; readonly round: number; readonly workload: BenchWorkload; readonly contender: Contender; readonly result: PeerResult }
  | { readonly kind: 'losses'; readonly workload: BenchWorkload; readonly result: LossCheck }
  | { readonly kind: 'part'; readonly part: Part; readonly round: number; readonly result: unknown }
  | { readonly kind: 'failed'; readonly what: string; readonly round: number; readonly why: string }

type WithoutResult<T> = T extends { readonly result: unknown } ? Omit<T, 'result'> : never
/** An entry before its result is there. */
export type Unmeasured = WithoutResult<Entry>

function keyOf(entry: Unmeasured | Extract<Entry, { kind: 'session' | 'failed' }>): string {
  switch (entry.kind) {
    case 'session':
      return 'session'
    case 'ours':
      return `ours/${entry.round}/${entry.workload}`
    case 'peer':
      return `peer/${entry.round}/${entry.workload}/${entry.contender.script}/${entry.contender.mode}/${entry.contender.variant}`
    case 'losses':
      return `losses/${entry.workload}`
    case 'part':
      return `part/${entry.round}/${entry.part}`
    case 'failed':
      return `failed/${entry.round}/${entry.what}`
  }
}

/** The raw rounds of one measurement, written as they come, so that one that is cut off can be taken up again. */
export class Journal {
  readonly #file: string
  readonly #entries: Entry[]

  /** @param resume goes on with what the file holds, instead of beginning it anew */
  constructor(file: string, resume: boolean) {
    this.#file = file
    mkdirSync(dirname(file), { recursive: true })
    this.#entries = resume && existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Entry) : []
    if (this.#entries.length === 0) writeFileSync(file, '')
  }

  get entries(): readonly Entry[] {
    return this.#entries
  }

  /** Whether it was measured already; what failed is tried again. */
  has(measured: Unmeasured): boolean {
    const key = keyOf(measured)
    return this.#entries.some((known) => keyOf(known) === key)
  }

  add(entry: Entry): void {
    this.#entries.push(entry)
    appendFileSync(this.#file, `${JSON.stringify(entry)}\n`)
  }
}
