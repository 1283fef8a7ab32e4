import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { contendersOf } from './contenders.ts'
import { Journal, type Entry } from './journal.ts'

let folder = ''
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'grokscope-journal-'))))
afterEach(() => rmSync(folder, { recursive: true }))

const entry: Entry = { kind: 'part', part: 'live', round: 1, result: { on: 1 } }

test('what was measured is found again by a measurement that is resumed, and only by that', () => {
  const file = join(folder, 'deep', 'results.jsonl')
  new Journal(file, false).add(entry)
  const resumed = new Journal(file, true)
  expect(resumed.entries).toEqual([entry])
  expect(resumed.has({ kind: 'part', part: 'live', round: 1 })).toBe(true)
  expect(resumed.has({ kind: 'part', part: 'live', round: 2 })).toBe(false)
  expect(resumed.has({ kind: 'part', part: 'many', round: 1 })).toBe(false)

  expect(new Journal(file, false).entries).toEqual([])
  expect(readFileSync(file, 'utf8')).toBe('')
})

test('peers are told apart by mode and formulation, workloads by name', () => {
  const journal = new Journal(join(folder, 'results.jsonl'), false)
  const [first, second] = contendersOf('W1')
  journal.add({ kind: 'peer', round: 1, workload: 'W1', contender: first!, result: {} as never })
  expect(journal.has({ kind: 'peer', round: 1, workload: 'W1', contender: first! })).toBe(true)
  expect(journal.has({ kind: 'peer', round: 1, workload: 'W1', contender: second! })).toBe(false)
  expect(journal.has({ kind: 'peer', round: 1, workload: 'W6', contender: first! })).toBe(false)
})

test('what failed is tried again', () => {
  const journal = new Journal(join(folder, 'results.jsonl'), false)
  journal.add({ kind: 'failed', what: 'live, round 1', round: 1, why: 'it ended' })
  expect(journal.has({ kind: 'part', part: 'live', round: 1 })).toBe(false)
})

const session = { kind: 'session', began: '2026-11-23T08:00:00.000Z', machine: {} as never, threads: 2, build: 'native/1 abc' } as const

test('a measurement is resumed with the same build on as many threads, and with no other', () => {
  const file = join(folder, 'results.jsonl')
  new Journal(file, false).open(session)
  const resumed = new Journal(file, true)
  resumed.open({ ...session, began: '2026-11-23T09:00:00.000Z' })
  expect(resumed.entries).toEqual([session])
  expect(() => resumed.open({ ...session, build: 'native/1 def' })).toThrow('is of native/1 abc on 2 threads, and this would be of native/1 def on 2 threads. Nothing was changed')
  expect(() => resumed.open({ ...session, threads: 1 })).toThrow('on 1 thread.')
  expect(new Journal(file, true).entries).toEqual([session])
})

test('what is published replaces the old files whole, and leaves nothing else behind', () => {
  const journal = new Journal(join(folder, 'work', 'results.jsonl'), false)
  journal.open(session)
  journal.add(entry)
  const place = join(folder, 'place')
  journal.publish(place, 'an old page, much longer than the new one')
  writeFileSync(join(place, 'results.jsonl'), 'old')
  journal.publish(place, 'a page')
  expect(readdirSync(place).sort()).toEqual(['RESULTS.md', 'results.jsonl'])
  expect(readFileSync(join(place, 'RESULTS.md'), 'utf8')).toBe('a page')
  expect(readFileSync(join(place, 'results.jsonl'), 'utf8')).toBe(readFileSync(join(folder, 'work', 'results.jsonl'), 'utf8'))
})
