import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { root, run, type Outcome } from '../built-lab.ts'
import { standIns } from './stand-ins.ts'
import { sha256, wheelEntries, wheelName, zip } from './wheel.ts'

// The set-up of TensorFlow in a clone of its own: the real scripts, a wheel of some bytes, stand-ins for pip, npm and the compiler.

let clone: string
let tools: string
let home: string
let env: NodeJS.ProcessEnv

const wheel = zip(wheelEntries, crc32)

/** Sets up as `npm run tensorflow:setup` does, but for one small wheel. */
const entry = `
import { planFor } from './scripts/tensorflow/plan.mjs'
import { setUpTensorflow } from './scripts/tensorflow/setup.mjs'
import { reportSetupError } from './scripts/setup.mjs'
const [home, kind, sha256, disk] = process.argv.slice(2)
const real = planFor(kind)
const wheels = [{ ...planFor('cpu').wheels[0], sha256, bytes: 1000 }]
const say = (sentence) => process.stderr.write(sentence + '\\n')
try {
  await setUpTensorflow({ home, kind, say, plan: { ...real, wheels, diskBytes: Number(disk) } })
} catch (error) {
  process.exitCode = reportSetupError(error)
}
`

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'grokscope-tensorflow-'))
  tools = join(clone, 'tools')
  home = join(clone, '.tensorflow')
  for (const path of ['bin', 'scripts']) cpSync(join(root, path), join(clone, path), { recursive: true })
  mkdirSync(tools)
  writeFileSync(join(clone, 'package.json'), '{ "name": "clone", "type": "module" }')
  writeFileSync(join(clone, 'entry.mjs'), entry)
  writeFileSync(join(tools, wheelName), wheel)
  env = standIns(tools, wheelName)
})

afterEach(() => rmSync(clone, { recursive: true, force: true }))

interface Way {
  readonly behaviour?: string
  readonly kind?: 'cpu' | 'gpu'
  readonly hash?: string
  readonly disk?: number
  readonly with?: NodeJS.ProcessEnv
}

function setUp({ behaviour = '', kind = 'cpu', hash = sha256(wheel), disk = 1, with: changes = {} }: Way = {}): Promise<Outcome> {
  writeFileSync(join(tools, 'behaviour.txt'), behaviour)
  return run(process.execPath, [join(clone, 'entry.mjs'), home, kind, hash, String(disk)], { cwd: clone, env: { ...env, ...changes } })
}

function calls(): string[] {
  const path = join(tools, 'calls.txt')
  return existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : []
}

const isReady = (): boolean => existsSync(join(home, 'ready.json'))
const inLibrary = (path: string): string | null => (existsSync(join(home, 'library', path)) ? readFileSync(join(home, 'library', path), 'utf8') : null)

describe('the set-up', () => {
  test('unpacks the libraries and the headers of C, builds the addon against them, and says that it is ready', async () => {
    const { status, stderr } = await setUp()
    expect([status, stderr]).toEqual([0, expect.stringMatching(/TensorFlow 2\.21\.0 is ready .* It computes on the CPU\.\n$/s)])
    expect(inLibrary('lib/libtensorflow_cc.so.2')).toBe('the library')
    expect(inLibrary('lib/libtensorflow_framework.so.2')).toBe('the framework')
    expect(inLibrary('include/tensorflow/c/c_api.h')).toBe('// c_api')
    expect(['include/tensorflow/core/framework/tensor.h', 'tensorflow/python/framework.py', 'python/framework.py'].map(inLibrary)).toEqual([null, null, null])
    const addon = readFileSync(join(home, 'packages/node_modules/@tensorflow/tfjs-node-gpu/lib/napi-v8/tfjs_binding.node'), 'utf8')
    expect(addon).toContain('-rpath,$ORIGIN/../../../../../../library/lib')
    expect(JSON.parse(readFileSync(join(home, 'ready.json'), 'utf8'))).toMatchObject({ schema: 1, kind: 'cpu', tensorflow: '2.21.0', tfjs: '4.22.0' })
    expect(existsSync(join(home, 'downloads'))).toBe(false)
  })

  test('says what it will download, and how much, before it does', async () => {
    const { stderr } = await setUp({ behaviour: 'no network' })
    expect(stderr).toMatch(/tensorflow-cpu 2\.21\.0, 1 MB\n.*@tensorflow\/tfjs-node-gpu 4\.22\.0.*\nIn all .* to download; .* free on the disk.*\nDownloading/s)
  })

  test('does nothing when it was made before', async () => {
    await setUp()
    const before = calls().length
    expect((await setUp()).stderr).toMatch(/^TensorFlow 2\.21\.0 is set up already/)
    expect(calls()).toHaveLength(before)
  })

  test('goes on where it failed: nothing is downloaded twice', async () => {
    const first = await setUp({ behaviour: 'compiler fails' })
    expect([first.status, isReady()]).toEqual([1, false])
    expect(first.stderr).toMatch(/fatal error: cannot compile\nThe addon could not be built\. The downloads are kept/)
    expect((await setUp()).status).toBe(0)
    expect(calls()).toEqual(['pip download', 'npm ci', 'compile', 'compile'])
  })

  test('downloads again what was cut off', async () => {
    expect((await setUp({ behaviour: 'killed' })).stderr).toMatch(/could not be downloaded\..*run the command again to go on\./)
    expect((await setUp()).status).toBe(0)
  })

  test('for the CPU leaves one for a GPU alone, which serves both', async () => {
    await setUp({ kind: 'gpu' })
    const before = calls().length
    expect((await setUp()).stderr).toContain('is set up for a GPU already, which serves the CPU too')
    expect(calls()).toHaveLength(before)
  })
})

describe('a failure is a sentence that says what happened and what to do', () => {
  const failing: readonly (readonly [string, Way, RegExp])[] = [
    ['the index cannot be reached', { behaviour: 'no network' }, /The index of pip has no tensorflow-cpu 2\.21\.0, or could not be reached\. Check the network and pip's configuration\./],
    ['the index has another file', { behaviour: 'other file' }, /offers another tensorflow-cpu 2\.21\.0 than the one this lab was tested with\. It was not used\./],
    ['the disk fills up', { behaviour: 'full disk' }, /The disk is full\. .*make room and run the command again/],
    ['what arrives is not the pinned file', { behaviour: 'broken file' }, /is not the file that this lab was tested with \(SHA-256\)\. It was deleted\. Run the command again/],
    ['the pinned file is another', { hash: '0'.repeat(64) }, /is not the file that this lab was tested with/],
    ['npm fails', { behaviour: 'npm fails' }, /npm error network\nThe Node packages of TensorFlow could not be installed\. Check the network/],
    ['it computes wrong numbers', { behaviour: 'wrong numbers' }, /computed 1 2 3 4 instead of 19 22 43 50\. The lab goes on without it\./],
    ['there is no room', { disk: 1e18 }, /needs 1000000000\.0 GB of free disk in .*, but there are .*\. Nothing was downloaded\. Make room/],
  ]
  for (const [what, way, sentence] of failing) {
    test(`when ${what}`, async () => {
      const { status, stderr } = await setUp(way)
      expect(stderr).toMatch(sentence)
      expect(stderr).not.toMatch(/\n {4}at /)
      expect([status, isReady()]).toEqual([1, false])
    })
  }

  test('when the wheel is no sound zip file', async () => {
    writeFileSync(join(tools, wheelName), 'no zip')
    expect((await setUp({ hash: sha256(Buffer.from('no zip')) })).stderr).toMatch(/is not a sound zip file\. Delete it and run the command again/)
  })

  test('when there is no room, before anything is downloaded', async () => {
    await setUp({ disk: 1e18 })
    expect(calls()).toEqual([])
  })

  const nowhere = { PATH: '', PYTHON: '', CXX: '' }
  const missing: readonly (readonly [string, () => Way, RegExp])[] = [
    ['Python', () => ({ with: { ...nowhere, CXX: join(tools, 'compiler') } }), /no Python was found\. Nothing was downloaded\. Install Python 3 with pip/],
    ['pip', () => ({ behaviour: 'no pip', with: { ...nowhere, PYTHON: join(tools, 'python'), CXX: join(tools, 'compiler') } }), /this Python has no pip\. Nothing was downloaded\. Install pip/],
    ['a compiler', () => ({ with: { ...nowhere, PYTHON: join(tools, 'python') } }), /no C\+\+ compiler was found \(g\+\+\)\. Nothing was downloaded\. Install one/],
    ['npm', () => ({ with: { ...nowhere, PYTHON: join(tools, 'python'), CXX: join(tools, 'compiler'), npm_execpath: join(tools, 'broken', 'npm-cli.js') } }), /npm was not found\. Nothing was downloaded\./],
  ]
  for (const [what, way, sentence] of missing) {
    test(`when ${what} is missing, before anything is downloaded`, async () => {
      mkdirSync(join(tools, 'broken'))
      writeFileSync(join(tools, 'broken', 'npm-cli.js'), 'process.exit(1)')
      const { status, stderr } = await setUp(way())
      expect(stderr).toMatch(sentence)
      expect([status, calls()]).toEqual([1, []])
    })
  }
})

describe('the plan', () => {
  const plan = (...options: string[]): Promise<Outcome> => run(process.execPath, [join(root, 'scripts', 'tensorflow', 'setup.mjs'), ...options], { env: { ...env, GROKSCOPE_TENSORFLOW: home } })

  test('for the CPU is one wheel, for a GPU thirteen, with their sizes', async () => {
    const [cpu, gpu] = [await plan('--plan'), await plan('--plan', '--gpu')]
    expect(cpu.stdout).toMatch(/^ {2}tensorflow-cpu 2\.21\.0, 274 MB\n.*\nIn all 334 MB to download/)
    expect(gpu.stdout.match(/^ {2}nvidia-.*-cu12 [\d.]+, \d+ MB$/gm)).toHaveLength(12)
    expect(gpu.stdout).toMatch(/^ {2}tensorflow 2\.21\.0, 572 MB\n/)
    expect(gpu.stdout).toContain('In all 3.4 GB to download')
    expect([existsSync(home), calls()]).toEqual([false, []])
  })

  test('says how it is used when asked for something else', async () => {
    const { status, stderr } = await plan('--tpu')
    expect([status, stderr]).toEqual([2, expect.stringContaining('Usage: npm run tensorflow:setup')])
  })

  test('pins every Node package by its content and names no host to get it from', () => {
    const lock = JSON.parse(readFileSync(join(root, 'scripts', 'tensorflow', 'packages', 'package-lock.json'), 'utf8')) as { packages: Record<string, { integrity?: string; resolved?: string; version: string }> }
    const packages = Object.entries(lock.packages).filter(([name]) => name !== '')
    expect(packages.filter(([, { integrity, resolved }]) => integrity === undefined || resolved !== undefined)).toEqual([])
    expect(lock.packages['node_modules/@tensorflow/tfjs-node-gpu']?.version).toBe('4.22.0')
  })
})

const hasPip = spawnSync('python3', ['-m', 'pip', '--version']).status === 0

describe('with the pip of this computer', () => {
  test.skipIf(!hasPip)("downloads what is pinned from where pip's own configuration says: here a folder, without a network", async () => {
    const { PYTHON: _, ...rest } = env
    const { status, stderr } = await run(process.execPath, [join(clone, 'entry.mjs'), home, 'cpu', sha256(wheel), '1'], {
      cwd: clone,
      env: { ...rest, PIP_NO_INDEX: '1', PIP_FIND_LINKS: tools, PIP_CONFIG_FILE: '/dev/null' },
    })
    expect(stderr).toMatch(/TensorFlow 2\.21\.0 is ready/)
    expect([status, inLibrary('lib/libtensorflow_cc.so.2')]).toEqual([0, 'the library'])
  })

  test.skipIf(!hasPip)('refuses a wheel of the same name with another content', async () => {
    const { PYTHON: _, ...rest } = env
    const { status, stderr } = await run(process.execPath, [join(clone, 'entry.mjs'), home, 'cpu', '0'.repeat(64), '1'], {
      cwd: clone,
      env: { ...rest, PIP_NO_INDEX: '1', PIP_FIND_LINKS: tools, PIP_CONFIG_FILE: '/dev/null' },
    })
    expect(stderr).toMatch(/offers another tensorflow-cpu 2\.21\.0 than the one this lab was tested with/)
    expect([status, isReady()]).toEqual([1, false])
  })
})
