import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { build, grokscope, root } from './built-lab.ts'

// Many runs at once from the command line, as a user has it.

const minutes = 60_000
let folder: string

beforeAll(async () => {
  build()
  folder = mkdtempSync(join(tmpdir(), 'grokscope-seeds-'))
}, 5 * minutes)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Result {
  readonly runId: string
  readonly seed: number
  readonly executor: string
  readonly steps: number
  readonly final: unknown
}

interface Listed {
  readonly name: string
  readonly seed: number
  readonly state: { readonly status: string; readonly step: number }
}

const lines = <T>(text: string): T[] => text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as T)
const listed = async (store: string): Promise<Listed[]> => lines<Listed>((await grokscope('runs', '--json', '--store', store)).stdout)
const short = ['run', 'pocket-grok', '--steps', '40'] as const

describe('many runs at once', { timeout: 3 * minutes }, () => {
  test('train every seed of the range, print one object each and are named as one group', async () => {
    const store = join(folder, 'several')
    const { status, stdout, stderr } = await grokscope(...short, '--seeds', '3..6', '--parallel', '2', '--json', '--store', store)
    expect(status, stderr).toBe(0)
    const results = lines<Result>(stdout)
    expect(results.map(({ seed }) => seed).sort()).toEqual([3, 4, 5, 6])
    expect(results.every(({ steps }) => steps === 40)).toBe(true)
    expect((await listed(store)).map(({ name }) => name).sort()).toEqual([3, 4, 5, 6].map((seed) => `Pocket grok, seed ${seed} of 3..6`))
    expect(stderr).toMatch(/^seed 3: finished, 40 steps in .* \(\d of 4\)$/m)

    const alone = await grokscope(...short, '--seed', '4', '--threads', '1', '--json', '--store', store)
    expect(results.find(({ seed }) => seed === 4)?.final).toEqual(lines<Result>(alone.stdout)[0]?.final)
  })

  test('are a table for a person, in the order of seeds', async () => {
    const { status, stdout } = await grokscope(...short, '--seeds', '0..1', '--store', join(folder, 'table'))
    expect(status).toBe(0)
    expect(stdout).toMatch(/^seed +run +training .*\n +0 +run_\w{12} +finished, 40 steps .*\n +1 +run_\w{12} +finished, 40 steps .*\n$/)
  })

  test('go on when one diverges, and end with 1', async () => {
    const growing = ['--set', 'optimiser.learning_rate=1', '--set', 'optimiser.weight_decay=1000']
    const { status, stdout, stderr } = await grokscope(...short, '--seeds', '0..2', '--parallel', '1', ...growing, '--json', '--store', join(folder, 'diverging'))
    expect(status, stderr).toBe(1)
    expect(lines<Result>(stdout).map(({ seed }) => seed)).toEqual([0, 1, 2])
    expect(stderr).toMatch(/^seed 1: diverged at \d+ of 40 in .*: [\w.]+ is no longer a finite number/m)
    expect(stderr).toMatch(/0 of 3 seeds finished/)
  })

  test('stop together at Ctrl+C with what they have saved, and begin no more', async () => {
    const store = join(folder, 'stopped')
    const words = ['run', 'pocket-grok', '--steps', '1000000', '--seeds', '0..9', '--parallel', '2', '--executor', 'reference', '--json', '--store', store]
    const child = spawn(process.execPath, [join(root, 'bin', 'grokscope.mjs'), ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (text: Buffer) => (stdout += String(text)))
    child.stderr.on('data', (text: Buffer) => (stderr += String(text)))
    const closed = once(child, 'close')
    // Training has begun when the store has checkpoints.
    await vi.waitUntil(() => existsSync(join(store, 'blobs')) && readdirSync(join(store, 'blobs'), { recursive: true }).length > 8, { timeout: minutes, interval: 50 })
    child.kill('SIGINT')
    expect(await closed, stderr).toEqual([130, null])
    const runs = await listed(store)
    expect(runs.length).toBeLessThanOrEqual(4)
    expect(runs.every(({ state }) => state.status === 'stopped')).toBe(true)
    expect(lines<Result>(stdout).map(({ steps }) => steps).sort()).toEqual(runs.map(({ state }) => state.step ?? 0).sort())
    expect(stderr).toMatch(/Stopped: 0 of 10 seeds finished, \d were stopped with what they had saved, (\d before their first checkpoint, )?\d were not begun\. .*grokscope resume run_/)
  })

  test('in a range that makes no sense are a wrong use', async () => {
    for (const words of [['--seeds', '5..2'], ['--seeds', 'x'], ['--seeds', '0..3', '--seed', '1'], ['--parallel', '2']]) {
      const { status, stderr, stdout } = await grokscope(...short, ...words, '--store', join(folder, 'none'))
      expect([status, stdout], words.join(' ')).toEqual([2, ''])
      expect(stderr).toMatch(/Nothing was changed/)
    }
    expect(existsSync(join(folder, 'none'))).toBe(false)
  })
})
