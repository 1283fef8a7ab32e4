import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { LabError } from '../../shared/errors.ts'
import { writeFileAtomically } from './write-file.ts'

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'grokscope-write-'))))
afterEach(() => rmSync(folder, { recursive: true }))

test('the file holds the bytes, replaces an older one, and nothing else is left', () => {
  const file = join(folder, 'a.bin')
  writeFileSync(file, 'older and longer')
  expect(writeFileAtomically(file, Uint8Array.of(1, 2, 3))).toBe(file)
  expect([...readFileSync(file)]).toEqual([1, 2, 3])
  expect(readdirSync(folder)).toEqual(['a.bin'])
})

test('a file that cannot be written is said in a sentence, and nothing is left', () => {
  mkdirSync(join(folder, 'taken'))
  for (const path of [join(folder, 'missing', 'a.bin'), join(folder, 'taken')]) {
    expect(() => writeFileAtomically(path, Uint8Array.of(1))).toThrow(LabError)
    expect(() => writeFileAtomically(path, Uint8Array.of(1))).toThrow(/was not written: .*\. The run is safe in the store\./)
  }
  expect(readdirSync(folder)).toEqual(['taken'])
})
