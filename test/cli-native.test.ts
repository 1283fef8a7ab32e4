import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { build, grokscope, root } from './built-lab.ts'

// The native executor from the command line, as a user has it.

const minutes = 60_000
const platform = `${process.platform}-${process.arch}`
const isThere = existsSync(join(root, 'native', 'prebuilt', platform, 'grokscope.node'))
let folder: string
let store: string

beforeAll(async () => {
  build()
  folder = mkdtempSync(join(tmpdir(), 'grokscope-native-'))
  store = join(folder, 'store')
}, 5 * minutes)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Result {
  readonly runId: string
  readonly executor: string
  readonly compileSeconds: number
}

interface Report {
  readonly name: string
  readonly ok: boolean
  readonly device: string | null
  readonly build: string | null
  readonly reason: string | null
}

async function trained(...words: readonly string[]): Promise<Result> {
  const { status, stdout, stderr } = await grokscope('run', 'five-second-grok', '--json', '--store', store, ...words)
  expect(status, stderr).toBe(0)
  return JSON.parse(stdout) as Result
}

async function weightsOf({ runId }: Result): Promise<Buffer> {
  const file = join(folder, `${runId}.safetensors`)
  const { status, stderr } = await grokscope('weights', runId, '--out', file, '--store', store)
  expect(status, stderr).toBe(0)
  return readFileSync(file)
}

test('doctor lists each executor with its device, or with the reason why it is not there', { timeout: minutes }, async () => {
  const { stdout } = await grokscope('doctor', '--json', '--store', store)
  const { executors } = JSON.parse(stdout) as { readonly executors: readonly Report[] }
  expect(executors.map(({ name }) => name)).toEqual(['reference', 'native', 'tensorflow'])
  for (const { ok, device, build: built, reason } of executors) {
    expect(typeof ok).toBe('boolean')
    if (ok) expect([typeof device, typeof built, reason]).toEqual(['string', 'string', null])
    else expect(reason).toMatch(/\.$/)
  }
  expect(executors.find(({ name }) => name === 'native')?.ok).toBe(isThere)
})

describe.skipIf(!isThere)(`the native executor of ${platform}`, { timeout: 3 * minutes }, () => {
  test('is what a preset trains on by itself', async () => {
    const result = await trained('--steps', '3')
    expect(result).toMatchObject({ executor: 'native', compileSeconds: expect.any(Number) as number })
  })

  test('gives the same weights, byte for byte, on one thread and on two', async () => {
    const [one, two] = [await trained('--steps', '120', '--threads', '1'), await trained('--steps', '120', '--threads', '2')]
    expect([one.executor, two.executor]).toEqual(['native', 'native'])
    expect((await weightsOf(one)).equals(await weightsOf(two))).toBe(true)
  })
})

test.skipIf(isThere)(`without an addon for ${platform} a run says why it is on the reference`, { timeout: 3 * minutes }, async () => {
  const { runId, executor } = await trained('--steps', '3')
  expect(executor).toBe('reference')
  expect((await grokscope('show', runId, '--store', store)).stdout).toMatch(/^note +The native executor is not part of this installation/m)
})
