import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')

interface Report {
  readonly modules: readonly { readonly source: string }[]
  readonly summary: { readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[] }
}

/** Plants that dependency-cruiser must refuse: the file, its text, and the rule that says no. */
const plants: Readonly<Record<string, { readonly file: string; readonly text: string; readonly rule: RegExp }>> = {
  'a relative import': { file: 'shared/plant-relative.ts', text: "import { x } from '../figures/plant-target.ts'\nexport const y = x\n", rule: /^shared: folders$/ },
  'an import of a .vue file': { file: 'figures/plant-vue.ts', text: "import App from '../renderer/App.vue'\nexport const y = App\n", rule: /^figures: folders$/ },
  'an import in a .vue file': { file: 'renderer/PlantEngine.vue', text: "<script setup lang=\"ts\">\nimport { x } from '../engine/program/plant-target.ts'\nx\n</script>\n<template><p /></template>\n", rule: /^renderer: folders$/ },
  'import type': { file: 'engine/ops/plant-type.ts', text: "import type { X } from '../program/plant-target.ts'\nexport type Y = X\n", rule: /^engine\/ops: folders$/ },
  'a dynamic import': { file: 'main/core/plant-dynamic.ts', text: "export const y = () => import('../../engine/executors/executor.ts')\n", rule: /^main\/core: folders$/ },
  'export *': { file: 'science/plant-star.ts', text: "export * from '../engine/program/plant-target.ts'\n", rule: /^science: folders$/ },
  'a type in an import()': { file: 'figures/plant-inline.ts', text: "export type Y = import('../science/types.ts').Preset\n", rule: /^figures: folders$/ },
  'a builtin with node:': { file: 'science/plant-node.ts', text: "import { readFileSync } from 'node:fs'\nexport const y = readFileSync\n", rule: /^science: no node$/ },
  'a builtin without node:': { file: 'figures/plant-bare.ts', text: "import { readFileSync } from 'fs'\nexport const y = readFileSync\n", rule: /^figures: (no node|packages)$/ },
  'a package of another folder': { file: 'main/server/plant-package.ts', text: "import { Kysely } from 'kysely'\nexport const y = Kysely\n", rule: /^main\/server: packages$/ },
  'electron outside its host': { file: 'main/core/plant-electron.ts', text: "import { app } from 'electron'\nexport const y = app\n", rule: /^main\/core: packages$/ },
  'the store from a worker': { file: 'main/worker/plant-store.ts', text: "import Database from 'better-sqlite3'\nexport const y = Database\n", rule: /^main\/worker: packages$/ },
  'one host from the other': { file: 'main/electron/plant-host.ts', text: "import { x } from '../server/plant-target.ts'\nexport const y = x\n", rule: /^main\/electron: folders$/ },
  'something that is not there': { file: 'shared/plant-unresolved.ts', text: "import { x } from './nowhere.ts'\nexport const y = x\n", rule: /^nothing unresolved$/ },
  'a cycle': { file: 'shared/plant-cycle-a.ts', text: "import { b } from './plant-cycle-b.ts'\nexport const a = () => b\n", rule: /^no cycles$/ },
  'a file without a layer': { file: 'plant-stray.ts', text: 'export const y = 1\n', rule: /^every file has a layer/ },
  'a folder without a layer': { file: 'elsewhere/plant-stray.ts', text: "import { z } from 'zod'\nexport const y = z\n", rule: /^every file has a layer/ },
}

/** What the plants lead to, and what must stay allowed. */
const ground: Readonly<Record<string, string>> = {
  'figures/plant-target.ts': 'export const x = 1\n',
  'engine/program/plant-target.ts': 'export const x = 1\nexport type X = 1\n',
  'main/server/plant-target.ts': 'export const x = 1\n',
  'shared/plant-cycle-b.ts': "import { a } from './plant-cycle-a.ts'\nexport const b = () => a\n",
  'science/plant-allowed.test.ts': "import { readFileSync } from 'node:fs'\nimport { expect } from 'vitest'\nexpect(readFileSync)\n",
}

/** Plants that ESLint must refuse: hidden inputs of the pure folders, which types and layers cannot see. */
const hiddenInputs: Readonly<Record<string, string>> = {
  'science/plant-random.ts': 'export const y = Math.random()\n',
  'engine/program/plant-now.ts': 'export const y = Date.now()\n',
  'figures/plant-date.ts': 'export const y = new Date()\n',
}

let copy: string

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'grokscope-layers-'))
  for (const path of ['src', '.dependency-cruiser.cjs', 'tsconfig.base.json', 'tsconfig.json', 'eslint.config.mjs', 'package.json']) {
    cpSync(join(root, path), join(copy, path), { recursive: true })
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  const planted = Object.values(plants).map(({ file, text }) => [file, text] as const)
  for (const [file, text] of [...planted, ...Object.entries(ground), ...Object.entries(hiddenInputs)]) {
    mkdirSync(dirname(join(copy, 'src', file)), { recursive: true })
    writeFileSync(join(copy, 'src', file), text)
  }
})

afterAll(() => rmSync(copy, { recursive: true, force: true }))

function cruise(folder: string): Report {
  const bin = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs')
  const { stdout, stderr } = spawnSync(process.execPath, [bin, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src'], { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 })
  expect(stderr).toBe('')
  return JSON.parse(stdout) as Report
}

/** Files that hold code: an unread one would be an unchecked one. */
function codeFiles(folder: string): string[] {
  const isCode = /\.(ts|mts|cts|js|mjs|cjs|vue)$/
  return readdirSync(join(folder, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && isCode.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
}

describe('the layers', () => {
  test('every planted violation is found by its rule', { timeout: 300_000 }, () => {
    const { violations } = cruise(copy).summary
    const missed = Object.entries(plants).filter(([, { file, rule }]) => !violations.some(({ from, rule: broken }) => from === `src/${file}` && rule.test(broken.name)))
    expect(missed.map(([what]) => what)).toEqual([])
    expect(violations.filter(({ from }) => from.includes('plant-allowed'))).toEqual([])
  })

  test('every source file is read, so a tool that reads nothing does not pass', { timeout: 300_000 }, () => {
    const read = cruise(root).modules.map(({ source }) => source).filter((source) => source.startsWith('src/') && /\.(ts|mts|cts|js|mjs|cjs|vue)$/.test(source))
    expect(read.sort()).toEqual(codeFiles(root))
    expect(read.length).toBeGreaterThan(100)
  })

  test('clocks and dice in the pure folders are found', { timeout: 300_000 }, () => {
    const bin = join(root, 'node_modules', 'eslint', 'bin', 'eslint.js')
    const files = Object.keys(hiddenInputs).map((file) => join('src', file))
    const { stdout } = spawnSync(process.execPath, [bin, '--format', 'json', ...files], { cwd: copy, encoding: 'utf8', maxBuffer: 1 << 26 })
    const results = JSON.parse(stdout) as { filePath: string; messages: { ruleId: string; message: string }[] }[]
    expect(results.map(({ messages }) => messages.map(({ message }) => message.includes('Hidden input.')))).toEqual(files.map(() => [true]))
  })

  test('nowhere is a rule switched off', () => {
    const { stdout } = spawnSync('grep', ['-rlE', 'eslint-disable|@ts-ignore|@ts-nocheck', join(root, 'src'), join(root, 'e2e'), join(root, 'scripts'), join(root, 'bin')], { encoding: 'utf8' })
    expect(stdout).toBe('')
  })
})
