import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
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
