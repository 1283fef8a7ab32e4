import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { build, folderHash, grokscope, root, type Outcome } from './built-lab.ts'

// The command line as a user has it: built, started by the launcher, on a store in a folder of its own.

const minutes = 60_000
let folder: string
let store: string

beforeAll(async () => {
  build()
  folder = mkdtempSync(join(tmpdir(), 'grokscope-cli-'))
  store = join(folder, 'store')
}, 5 * minutes)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface RunResult {
  readonly runId: string
  readonly events: Readonly<Record<string, number | null>>
  readonly final: Readonly<Record<string, number>>
}

async function shortRun(...words: readonly string[]): Promise<RunResult> {
  const { status, stdout, stderr } = await grokscope('run', 'pocket-grok', '--steps', '40', '--json', '--store', store, ...words)
  expect(status, stderr).toBe(0)
  return JSON.parse(stdout) as RunResult
}

describe('a run from the command line', { timeout: 3 * minutes }, () => {
  test('prints exactly one object with the promised keys', async () => {
    const { status, stdout } = await grokscope('run', 'pocket-grok', '--steps', '40', '--seed', '3', '--json', '--store', store)
    expect(status).toBe(0)
    expect(stdout.trim().split('\n')).toHaveLength(1)
    const result: unknown = JSON.parse(stdout)
    expect(result).toEqual({
      runId: expect.stringMatching(/^run_[0-9a-z]{12}$/),
      preset: 'pocket-grok',
      seed: 3,
      executor: expect.stringMatching(/^(native|reference)$/) as string,
      steps: 40,
      seconds: expect.any(Number),
      compileSeconds: expect.any(Number),
      events: { train_acc_99: expect.any(Number), train_acc_100: expect.any(Number), test_acc_50: null, test_acc_95: null, test_acc_99: null },
      final: { step: 40, train_loss: expect.any(Number), train_accuracy: 1, test_loss: expect.any(Number), test_accuracy: expect.any(Number) },
    })
  })

  test('twice the same configuration gives the same final values and the same bytes of weights', async () => {
    const [first, second] = [await shortRun('--seed', '5'), await shortRun('--seed', '5')]
    const other = await shortRun('--seed', '6')
    expect(second.final).toEqual(first.final)
    expect(second.events).toEqual(first.events)
    const weights: Buffer[] = []
    for (const { runId } of [first, second, other]) {
      const file = join(folder, `${runId}.safetensors`)
      const { status, stderr } = await grokscope('weights', runId, '--out', file, '--store', store)
      expect(status, stderr).toBe(0)
      weights.push(readFileSync(file))
    }
    expect(weights[1]?.equals(weights[0]!)).toBe(true)
    expect(weights[2]?.equals(weights[0]!)).toBe(false)
  })

  test('a file is a preset with its values written out: the same configuration, the same result', async () => {
    const preset = await shortRun('--seed', '7')
    const shown = await grokscope('show', preset.runId, '--json', '--store', store)
    const file = join(folder, 'mine.json')
    writeFileSync(file, JSON.stringify((JSON.parse(shown.stdout) as { run: { config: unknown } }).run.config))
    const { status, stdout, stderr } = await grokscope('run', file, '--json', '--store', store)
    expect(status, stderr).toBe(0)
    expect((JSON.parse(stdout) as RunResult).final).toEqual(preset.final)
  })

  test('--set reaches the configuration that is trained', async () => {
    const { runId } = await shortRun('--set', 'optimiser.weight_decay=2')
    const { stdout } = await grokscope('show', runId, '--store', store)
    expect(stdout).toMatch(/optimiser\.weight_decay +2$/m)
  })

  test('the curves hold every logged point, and a run trained further has more of them', async () => {
    const { runId } = await shortRun()
    const csv = await grokscope('curves', runId.slice(0, 10), '--csv', '--series', 'test_accuracy', '--store', store)
    const lines = csv.stdout.trim().split('\n')
    expect(lines[0]).toBe('run,series,step,value')
    expect(lines.slice(1).map((line) => Number(line.split(',')[2]))).toEqual(Array.from({ length: 41 }, (_, step) => step))

    const more = await grokscope('resume', runId, '--steps', '60', '--json', '--store', store)
    expect(more.status, more.stderr).toBe(0)
    expect(JSON.parse(more.stdout)).toMatchObject({ runId, steps: 60, final: { step: 60 } })
    const after = await grokscope('curves', runId, '--csv', '--series', 'test_accuracy', '--store', store)
    expect(after.stdout.startsWith(csv.stdout)).toBe(true)
    expect(after.stdout.trim().split('\n')).toHaveLength(62)
  })

  test('Ctrl+C stops the run with a checkpoint, says how to go on, and resuming ends with the bytes of an undisturbed run', async () => {
    const child = spawn(process.execPath, [join(root, 'bin', 'grokscope.mjs'), 'run', 'pocket-grok', '--seed', '9', '--steps', '400', '--executor', 'reference', '--json', '--store', join(folder, 'stopped')], { stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (text: Buffer) => (stdout += String(text)))
    child.stderr.on('data', (text: Buffer) => (stderr += String(text)))
    const closed = once(child, 'close')
    // Training has begun when the store has a checkpoint.
    await vi.waitUntil(() => hasBlobs(join(folder, 'stopped')), { timeout: minutes, interval: 50 })
    child.kill('SIGINT')
    const [status] = (await closed) as [number | null]
    expect(status, stderr).toBe(130)
    expect(stderr).toMatch(/Stopped at step \d+ with a checkpoint.*grokscope resume run_/s)
    const { runId } = JSON.parse(stdout) as RunResult

    const resumed = await grokscope('resume', 'latest', '--json', '--store', join(folder, 'stopped'))
    expect(resumed.status, resumed.stderr).toBe(0)
    const whole = await grokscope('run', 'pocket-grok', '--seed', '9', '--steps', '400', '--executor', 'reference', '--json', '--store', join(folder, 'stopped'))
    expect((JSON.parse(resumed.stdout) as RunResult).final).toEqual((JSON.parse(whole.stdout) as RunResult).final)
    const files = [join(folder, 'a.safetensors'), join(folder, 'b.safetensors')]
    await grokscope('weights', runId, '--out', files[0]!, '--store', join(folder, 'stopped'))
    await grokscope('weights', (JSON.parse(whole.stdout) as RunResult).runId, '--out', files[1]!, '--store', join(folder, 'stopped'))
    expect(readFileSync(files[0]!).equals(readFileSync(files[1]!))).toBe(true)
  })
})

const hasBlobs = (lab: string): boolean => existsSync(join(lab, 'blobs')) && readdirSync(join(lab, 'blobs'), { recursive: true }).length > 8

describe('reading verbs', { timeout: minutes }, () => {
  test('every verb prints one JSON value a line with --json', async () => {
    const { runId } = await shortRun()
    for (const words of [['presets'], ['explain', 'pocket-grok'], ['runs'], ['show', runId], ['curves', runId], ['doctor']]) {
      const { status, stdout, stderr } = await grokscope(...words, '--json', '--store', store)
      expect(status, stderr).toBe(0)
      for (const line of stdout.trim().split('\n')) expect(typeof JSON.parse(line), words.join(' ')).toBe('object')
    }
  })

  test('for a person they print text with the same facts', async () => {
    const { runId } = await shortRun()
    expect((await grokscope('presets', '--store', store)).stdout).toMatch(/^pocket-grok /m)
    expect((await grokscope('explain', 'pocket-grok', '--store', store)).stdout).toMatch(/^reuse-buffers +schedule [^]*^The schedule after reuse-buffers:[^]*^product[^]*^Matrix products: 22\.856 of /m)
    expect((await grokscope('explain', 'pocket-grok', '--pass', 'record', '--store', store)).stdout).toMatch(/^The program after record:\n\n[^]*^input layers\.0\.weight: %\d+ f32\[62, 256\]$/m)
    expect((await grokscope('runs', '--store', store)).stdout).toMatch(new RegExp(`^${runId} .*finished, 40 steps`, 'm'))
    expect((await grokscope('show', 'latest', '--store', store)).stdout).toContain(runId)
    expect((await grokscope('curves', 'latest', '--store', store)).stdout).toMatch(/^train_loss +41 +0 +40 /m)
    expect((await grokscope('doctor', '--store', store)).stdout).toMatch(/^reference +healthy /m)
  })
})

describe('bad input: one sentence, the right exit code, and nothing changed', { timeout: 2 * minutes }, () => {
  const sentence = ({ stderr }: Outcome): string => {
    expect(stderr).not.toMatch(/\n {4}at /) // no stack
    return stderr.trim()
  }

  /** Runs words on the store; expects the exit code and that no file of the store changed. */
  async function refused(words: readonly string[], status: number, code: string, on = store): Promise<string> {
    const before = folderHash(on)
    const outcome = await grokscope(...words, '--json', '--store', on)
    expect(outcome.status, `${words.join(' ')}: ${outcome.stdout}${outcome.stderr}`).toBe(status)
    expect(folderHash(on)).toBe(before)
    const { error } = JSON.parse(outcome.stdout) as { error: { code: string; message: string } }
    expect(error.code).toBe(code)
    expect(sentence(outcome)).toBe(error.message)
    return error.message
  }

  beforeAll(async () => void (await shortRun()), minutes)

  test('an unknown preset', async () => {
    expect(await refused(['run', 'packet-grok'], 2, 'unknown-preset')).toMatch(/packet-grok/)
    expect(await refused(['explain', 'packet-grok'], 2, 'unknown-preset')).toMatch(/Did you mean "pocket-grok"/)
  })

  test('an unknown verb, option or executor', async () => {
    await refused(['rnu', 'pocket-grok'], 2, 'bad-input')
    await refused(['run', 'pocket-grok', '--sede', '3'], 2, 'bad-input')
    await refused(['run', 'pocket-grok', '--executor', 'quantum'], 2, 'bad-input')
  })

  test('an unknown pass', async () => {
    expect(await refused(['explain', 'pocket-grok', '--pass', 'dead-cod'], 2, 'bad-input')).toMatch(/Did you mean "dead-code"\? Choose one of: record, /)
  })

  test('a --set key that does not exist', async () => {
    expect(await refused(['run', 'pocket-grok', '--set', 'optimiser.weight_decoy=2'], 2, 'unknown-key')).toContain('optimiser.weight_decoy')
  })

  test('a value out of its range or of the wrong kind', async () => {
    expect(await refused(['run', 'pocket-grok', '--set', 'optimiser.learning_rate=-1'], 2, 'bad-config')).toContain('optimiser.learning_rate')
    expect(await refused(['run', 'pocket-grok', '--set', 'task.modulus=1'], 2, 'bad-config')).toContain('task.modulus')
    expect(await refused(['run', 'pocket-grok', '--set', 'model.activation=sine'], 2, 'bad-config')).toContain('model.activation')
  })

  test('a configuration that is missing, malformed or not a configuration', async () => {
    await refused(['run', join(folder, 'missing.json')], 2, 'bad-input')
    const file = join(folder, 'broken.json')
    writeFileSync(file, '{ "schema": 1,')
    await refused(['run', file], 2, 'bad-config')
    writeFileSync(file, '[1, 2]')
    await refused(['run', file], 2, 'bad-config')
    writeFileSync(file, '{ "schema": 1, "task": { "kind": "chess" } }')
    await refused(['run', file], 2, 'bad-config')
  })

  test('an unknown run, series or checkpoint', async () => {
    await refused(['show', 'run_zzzzzzzzzzzz'], 2, 'unknown-run')
    await refused(['curves', 'latest', '--series', 'nonsense'], 2, 'bad-input')
    await refused(['weights', 'latest', '--step', '39999', '--out', join(folder, 'none.safetensors')], 1, 'no-checkpoint')
    expect(existsSync(join(folder, 'none.safetensors'))).toBe(false)
  })

  test('a store folder that cannot be written', async () => {
    const file = join(folder, 'a-file')
    writeFileSync(file, 'not a folder')
    expect(await refused(['runs'], 1, 'store-unwritable', join(file, 'store'))).toContain('a-file')
    expect(await refused(['runs'], 1, 'store-unwritable', '/sys/store')).toContain('/sys/store') // not even for root
  })

  test('a database of a newer version', async () => {
    const newer = join(folder, 'newer')
    cpSync(store, newer, { recursive: true })
    const db = new Database(join(newer, 'lab.db'))
    db.pragma('user_version = 9999')
    db.close()
    expect(await refused(['runs'], 1, 'store-newer', newer)).toContain('9999')
  })

  test('a damaged database', async () => {
    const damaged = join(folder, 'damaged')
    cpSync(store, damaged, { recursive: true })
    const file = join(damaged, 'lab.db')
    const bytes = readFileSync(file)
    bytes.fill(0x5a, 4096, Math.min(bytes.length, 3 * 4096))
    writeFileSync(file, bytes)
    expect(await refused(['runs'], 1, 'store-corrupt', damaged)).toContain('lab.db')
    writeFileSync(file, 'not a database at all, but long enough to have a header'.repeat(40))
    await refused(['runs'], 1, 'store-corrupt', damaged)
  })
})

describe('while the lab is open on the same store', { timeout: 3 * minutes }, () => {
  test('verbs read and train through it, and leave it open', async () => {
    const shared = join(folder, 'shared')
    const node = process.execPath
    const server = spawn(node, [join(root, 'out', 'main', 'server.js'), '--store', shared, '--no-open'], { stdio: ['ignore', 'pipe', 'inherit'] })
    try {
      const [address] = (await once(server.stdout.setEncoding('utf8'), 'data')) as [string]
      expect(address).toContain('http://')
      expect(JSON.parse((await grokscope('doctor', '--json', '--store', shared)).stdout)).toMatchObject({ host: 'server' })

      const { status, stdout, stderr } = await grokscope('run', 'pocket-grok', '--steps', '40', '--json', '--store', shared)
      expect(status, stderr).toBe(0)
      const { runId } = JSON.parse(stdout) as RunResult
      expect((await grokscope('runs', '--store', shared)).stdout).toContain(runId)
      expect((await grokscope('run', 'nonsense', '--store', shared)).status).toBe(2)
      expect(server.exitCode).toBeNull()
    } finally {
      const ended = once(server, 'exit')
      server.kill('SIGTERM')
      await ended
    }
    expect((await grokscope('runs', '--store', shared)).stdout).toContain('finished, 40 steps')
  })

  test('two command lines on one store both train to their end', async () => {
    const both = join(folder, 'both')
    const outcomes = await Promise.all(['1', '2'].map((seed) => grokscope('run', 'pocket-grok', '--steps', '120', '--seed', seed, '--json', '--store', both)))
    for (const { status, stderr } of outcomes) expect(status, stderr).toBe(0)
    expect(outcomes.map(({ stdout }) => (JSON.parse(stdout) as RunResult).final['step'])).toEqual([120, 120])
  })
})
