import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { ElfFile } from './testing/elf.ts'

const root = resolve(import.meta.dirname, '..', '..', '..', '..')
const folder = join(root, 'native', 'prebuilt', 'linux-x64')
const addon = readFileSync(join(folder, 'grokscope.node'))
const record = JSON.parse(readFileSync(join(folder, 'grokscope.json'), 'utf8')) as { sources: string; sha256: string }
const again = 'run "npm run native:build" and commit native/prebuilt'

const { nativeSourceHash } = (await import(pathToFileURL(join(root, 'scripts', 'native', 'source-hash.mjs')).href)) as { nativeSourceHash: (root: string) => string }

/** Numbers of a version such as GLIBC_2.28. */
function parts(version: string): number[] {
  return version.replace(/^[A-Z_]*/, '').split('.').map(Number)
}

function isNewer(version: string, than: string): boolean {
  const [a, b] = [parts(version), parts(than)]
  const differing = a.findIndex((part, i) => part !== (b[i] ?? 0))
  return differing >= 0 && a[differing]! > (b[differing] ?? 0)
}

test('the addon belongs to the sources beside it', () => {
  expect(record.sources, `native/prebuilt is stale: ${again}`).toBe(nativeSourceHash(root))
  // The addon itself says the same as the file beside it.
  expect(addon.includes(record.sources), `the addon was not built by the script: ${again}`).toBe(true)
})

test('the addon is the file that was recorded when it was built', () => {
  expect(createHash('sha256').update(addon).digest('hex')).toBe(record.sha256)
})

test('the addon loads where glibc is 2.31', () => {
  const needed = new ElfFile(addon).neededVersions()
  const glibc = needed.filter(({ version }) => version.startsWith('GLIBC_'))
  expect(glibc.length).toBeGreaterThan(3)
  expect(glibc.filter(({ version }) => isNewer(version, '2.31')), `linked against a newer glibc, so without zig: ${again}`).toEqual([])
  // Nothing but glibc: no compiler's run time that another system lacks.
  expect(needed.filter(({ version }) => !version.startsWith('GLIBC_'))).toEqual([])
})

test('versions of symbols are compared as numbers', () => {
  expect([isNewer('GLIBC_2.4', '2.31'), isNewer('GLIBC_2.32', '2.31'), isNewer('GLIBC_2.31', '2.31'), isNewer('GLIBC_2.3.4', '2.31'), isNewer('GLIBC_3.0', '2.31')]).toEqual([false, true, false, false, true])
})

test('the addon is smaller than 8 MB and stripped', () => {
  expect(addon.length).toBeLessThan(8e6)
  const left = new ElfFile(addon).sections.map(({ name }) => name).filter((name) => name === '.symtab' || name.startsWith('.debug') || name.startsWith('.zdebug'))
  expect(left).toEqual([])
})

test('the addon names no folder of the machine that built it', () => {
  const text = addon.toString('latin1')
  for (const place of [root, '/root/', '/home/', '/.cargo/']) expect(text.includes(place), place).toBe(false)
})

test('the licences of what is inside lie beside it', () => {
  expect(existsSync(join(folder, 'LICENCES.txt'))).toBe(true)
  const text = readFileSync(join(folder, 'LICENCES.txt'), 'utf8')
  for (const crate of ['faer', 'gemm', 'napi']) expect(text).toMatch(new RegExp(`^${crate} \\d+\\.\\d+\\.\\d+ \\(`, 'm'))
})

test('a library of this system is read, symbol versions and all', () => {
  const file = new ElfFile(readFileSync(process.execPath))
  expect(file.neededVersions().some(({ library, version }) => library.startsWith('libc.so') && version.startsWith('GLIBC_2'))).toBe(true)
  expect(() => new ElfFile(new Uint8Array(64))).toThrow('not a little-endian 64-bit ELF file')
})
