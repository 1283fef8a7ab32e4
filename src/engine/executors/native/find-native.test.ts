import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findAddon, thisHost, type Host } from './find-native.ts'
import { crashingLibrary } from './testing/crashing-library.ts'

let prebuilt: string
let host: Host

beforeEach(() => {
  prebuilt = mkdtempSync(join(tmpdir(), 'grokscope-prebuilt-'))
  host = { ...thisHost(), prebuilt }
})
afterEach(() => rmSync(prebuilt, { recursive: true, force: true }))

/** Puts a file where the addon of this platform belongs, with the record of one that was built so. */
function install(bytes: Uint8Array, sha256 = createHash('sha256').update(bytes).digest('hex')): void {
  const folder = join(prebuilt, `${process.platform}-${process.arch}`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'grokscope.node'), bytes)
  writeFileSync(join(folder, 'grokscope.json'), JSON.stringify({ sha256 }))
}

function absence(on: Host = host): string {
  const finding = findAddon(on)
  return 'absence' in finding ? finding.absence : 'there is one'
}

describe('the native executor is absent, with the reason', () => {
  test('where there is no addon for the platform', () => {
    expect(absence({ ...host, platform: 'plan9', arch: 'mips' })).toBe(
      'The native executor is not part of this installation: there is no addon for plan9-mips. With a Rust toolchain "npm run native:build" makes one.',
    )
    expect(absence({ ...host, prebuilt: null })).toContain('there is no addon for')
  })

  test('under a Node whose Node-API is too old', () => {
    install(new Uint8Array(8))
    expect(absence({ ...host, napi: 7 })).toContain('the addon needs Node-API 8, and this Node has 7.')
    expect(absence({ ...host, napi: NaN })).toContain('the addon needs Node-API 8')
  })

  test('for a file that was cut or changed: it is not even loaded', () => {
    install(crashingLibrary(), 'another')
    expect(absence()).toContain('the file was damaged or replaced.')
  })

  test('for a file without its record, or with one that is no record', () => {
    install(new Uint8Array(8))
    const record = join(prebuilt, `${process.platform}-${process.arch}`, 'grokscope.json')
    writeFileSync(record, 'null')
    expect(absence()).toContain('the file was damaged or replaced.')
    writeFileSync(record, '{')
    expect(absence()).toContain('the addon cannot be loaded here (')
    rmSync(record)
    expect(absence()).toContain('grokscope.json, is missing.')
  })

  test('for a file that is no addon', () => {
    install(new TextEncoder().encode('this is not an addon'))
    expect(absence()).toMatch(/the addon cannot be loaded here \(.*(invalid ELF header|file too short|not a valid).*\)\.$/)
  })

  test.skipIf(process.platform !== 'linux' || process.arch !== 'x64')('for an addon that was built for another processor', () => {
    const foreign = crashingLibrary()
    new DataView(foreign.buffer).setUint16(18, 183, true) // AArch64
    install(foreign)
    expect(absence()).toMatch(/the addon cannot be loaded here \(.*\)\.$/)
  })

  test('for the addon of something else', () => {
    const other = resolve(import.meta.dirname, '..', '..', '..', '..', 'node_modules', 'better-sqlite3', 'prebuilds', `${process.platform}-${process.arch}.node`)
    install(readFileSync(other))
    expect(absence()).toContain('the file is an addon, but not this one.')
  })

  test('for an addon of another version of the lab', () => {
    install(new Uint8Array(8))
    expect(findAddon(host, () => ({ interfaceVersion: () => 0 }))).toMatchObject({ absence: expect.stringMatching(/the addon speaks version 0 and the lab version \d+\. Run "npm run native:build"/) as string })
  })
})

test.skipIf(process.platform !== 'linux' || process.arch !== 'x64')('an addon that crashes while it is loaded ends the process that looked for it, and only that', () => {
  install(crashingLibrary())
  const script = `import { findAddon, thisHost } from ${JSON.stringify(join(import.meta.dirname, 'find-native.ts'))}; findAddon({ ...thisHost(), prebuilt: ${JSON.stringify(prebuilt)} }); console.log('loaded')`
  const { signal, stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' })
  expect({ signal, stdout }).toEqual({ signal: 'SIGILL', stdout: '' })
})
