import { describe, expect, test } from 'vitest'
import { LabError } from '../../../shared/errors.ts'
import { largeNetwork, network } from '../testing/sample-jobs.ts'
import type { Addon, BuildInfo } from './addon.ts'
import { findAddon, findNative, thisHost } from './find-native.ts'
import { NativeExecutor } from './native-executor.ts'

const finding = findAddon(thisHost())

describe.skipIf('absence' in finding)('the native executor', () => {
  const { addon, build } = finding as { addon: Addon; build: BuildInfo }

  test('says what it was built from and which instructions it uses', () => {
    const { executor } = findNative() as { executor: NativeExecutor }
    expect(build.sources).toMatch(/^[0-9a-f]{64}$/)
    expect(build.rustc).toMatch(/^rustc \d+\.\d+\.\d+/)
    expect(build.target).toContain(process.arch === 'x64' ? 'x86_64' : process.arch === 'arm64' ? 'aarch64' : '')
    expect(['avx512', 'avx2', 'baseline']).toContain(build.instructionLevel)
    expect(executor.build).toBe(`native/${build.version} ${build.sources.slice(0, 12)} ${build.instructionLevel}`)
    expect(executor.device).toBe(`CPU (${build.instructionLevel})`)
  })

  test('refuses a run that needs more memory than there is, before it takes any', async () => {
    let opened = 0
    const watched: Addon = { ...addon, bytesNeeded: addon.bytesNeeded, openSession: (job) => (opened++, addon.openSession(job)) }
    const small = new NativeExecutor(watched, build, () => 1000)
    const job = network('f32', largeNetwork)
    const refusal = await small.compile(job).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(LabError)
    expect(refusal).toMatchObject({ code: 'too-large', details: { there: 1000 }, message: expect.stringMatching(/^This run needs \d+ kB of memory and 1 kB can be had\. Nothing was started/) as string })
    expect(opened).toBe(0)
    const large = new NativeExecutor(watched, build, () => 1e9)
    ;(await large.compile(job)).dispose()
    expect(opened).toBe(1)
  })

  test('gives a fault of the addon as an error with its sentence', async () => {
    const broken = new NativeExecutor({ ...addon, bytesNeeded: () => 0, openSession: async () => ({ code: 'panic', failure: 'index out of bounds.' }) }, build)
    await expect(broken.compile(network('f32'))).rejects.toMatchObject({ code: 'internal', message: expect.stringContaining('index out of bounds.') as string, details: { executor: 'native', code: 'panic' } })
  })

  test('gives a panic of Rust as a failure, and goes on', () => {
    expect(addon.svd(new Float64Array(3), 2, 2)).toMatchObject({ code: 'panic', failure: expect.stringContaining('not a matrix [2, 2]') as string })
    expect(addon.cholesky(new Float64Array([4]), 1)).toEqual(new Float64Array([2]))
  })

  test('steps end and their promise settles when a session is closed meanwhile', async () => {
    const { executor } = findNative() as { executor: NativeExecutor }
    const session = await executor.compile(network('f32'))
    const running = session.advance(1e12, new AbortController().signal)
    session.dispose()
    session.dispose()
    expect((await running).end).toBe('cancelled')
  })

  test('steps made so far can be seen while they are made', async () => {
    const { executor } = findNative() as { executor: NativeExecutor }
    const session = await executor.compile(network('f32'))
    const control = new AbortController()
    const running = session.advance(1e12, control.signal)
    while (session.stepsDone < 10) await new Promise((resolve) => setImmediate(resolve))
    control.abort()
    expect((await running).steps).toBe(session.stepsDone)
    session.dispose()
  })
})
