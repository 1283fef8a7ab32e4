import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { root, run } from './built-lab.ts'

const load = (name: string): Promise<unknown> => import(pathToFileURL(join(root, 'scripts', 'native', name)).href)
const { nativeSourceHash } = (await load('source-hash.mjs')) as { nativeSourceHash: (root: string) => string }
const { crateLicences } = (await load('licences.mjs')) as { crateLicences: (metadata: unknown, name: string) => string }

let folder: string
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'grokscope-native-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the hash of the native sources', () => {
  beforeEach(() => {
    for (const path of ['Cargo.toml', 'Cargo.lock', 'engine/Cargo.toml', 'engine/src/lib.rs', 'addon/build.rs']) write(`native/${path}`, path)
  })

  test('changes with the content, the name and the number of sources', () => {
    const hashes = [nativeSourceHash(folder)]
    appendFileSync(join(folder, 'native/Cargo.lock'), '\n')
    hashes.push(nativeSourceHash(folder))
    renameSync(join(folder, 'native/engine/src/lib.rs'), join(folder, 'native/engine/src/main.rs'))
    hashes.push(nativeSourceHash(folder))
    write('native/engine/src/empty.rs', '')
    hashes.push(nativeSourceHash(folder))
    expect(new Set(hashes).size).toBe(4)
  })

  test('does not see what builds leave behind, nor what is not compiled', () => {
    const before = nativeSourceHash(folder)
    for (const path of ['target/release/build/made.rs', 'prebuilt/linux-x64/grokscope.json', 'engine/README.md']) write(`native/${path}`, 'new')
    expect(nativeSourceHash(folder)).toBe(before)
  })
})

test('licences are those of the crates that are linked, each text once', () => {
  const crate = (name: string, from: string | null, kind = 'lib') => {
    write(`${name}/Cargo.toml`, '')
    return { id: name, name, version: '1.0.0', license: 'MIT', source: from, manifest_path: join(folder, name, 'Cargo.toml'), targets: [{ kind: [kind] }] }
  }
  const needs = (pkg: string, kind: string | null = null) => ({ pkg, dep_kinds: [{ kind }] })
  const metadata = {
    packages: [crate('addon', null), crate('faer', 'registry'), crate('gemm', 'registry'), crate('derive', 'registry', 'proc-macro'), crate('builder', 'registry'), crate('bare', 'registry')],
    resolve: {
      nodes: [
        { id: 'addon', deps: [needs('faer'), needs('derive'), needs('builder', 'build')] },
        { id: 'faer', deps: [needs('gemm'), needs('bare')] },
        ...['gemm', 'bare', 'builder', 'derive'].map((id) => ({ id, deps: [] })),
      ],
    },
  }
  for (const name of ['faer', 'gemm', 'derive', 'builder']) write(`${name}/LICENSE-MIT`, 'Do as you like.')
  const text = crateLicences(metadata, 'addon')
  expect(text).toContain('faer 1.0.0 (MIT)\ngemm 1.0.0 (MIT)\n\nDo as you like.')
  expect(text).toContain('bare 1.0.0 (MIT)\n\nThe crate has no licence text of its own; it states: MIT.')
  expect(text.match(/Do as you like/g)).toHaveLength(1)
  expect(text).not.toMatch(/derive|builder|^addon/m)
})

test('without a Rust toolchain the build says what to install and leaves the addon alone', async () => {
  const { status, stderr } = await run(process.execPath, [join(root, 'scripts', 'native', 'build.mjs')], { env: { ...process.env, PATH: folder } })
  expect(status).toBe(1)
  expect(stderr).toMatch(/^rustc is not installed\. Install Rust from https:\/\/rustup\.rs .* without it the lab uses the addon that is in the repository\.\n$/)
})
