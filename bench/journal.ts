import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { BenchMeasurement, BenchWorkload } from '../src/shared/schema/bench.ts'
import type { Contender } from './contenders.ts'
import type { Part } from './arguments.ts'
import type { LossCheck } from './parts-report.ts'
import type { Machine } from './machine.ts'
import type { PeerResult } from './peers.ts'

/** A line of `results.jsonl`: what was measured, as it came. */
export type Entry =
  | { readonly kind: 'session'; readonly began: string; readonly machine: Machine; readonly threads: number; readonly build: string }
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

  /**
   * Says what is measured, once. A measurement that is resumed has to be of the same build on as many threads: its medians
   * would be of two things otherwise.
   */
  open(session: Extract<Entry, { kind: 'session' }>): void {
    const known = this.#entries.find((entry) => entry.kind === 'session')
    if (known === undefined) return this.add(session)
    const of = ({ build, threads }: typeof session): string => `${build} on ${threads} ${threads === 1 ? 'thread' : 'threads'}`
    if (of(known) === of(session)) return
    throw new Error(`The measurement in ${this.#file} is of ${of(known)}, and this would be of ${of(session)}. Nothing was changed; leave out --resume to begin anew.`)
  }

  /** Writes all rounds and their page to a folder: whole files, each put in place of the old one in one move. */
  publish(folder: string, page: string): void {
    const files = { 'results.jsonl': this.#entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''), 'RESULTS.md': page }
    mkdirSync(folder, { recursive: true })
    for (const [name, text] of Object.entries(files)) {
      const temporary = join(folder, `.${name}.part`)
      writeFileSync(temporary, text)
      renameSync(temporary, join(folder, name))
    }
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
