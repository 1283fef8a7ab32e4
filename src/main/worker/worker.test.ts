import { fork, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, test } from 'vitest'
import { connect } from '../../shared/rpc/client.ts'
import { processChannel } from '../../shared/rpc/process-channel.ts'
import { RunConfig } from '../../shared/schema/run-config.ts'
import { workerContract, workerProtocol, type TrainItem } from '../../shared/worker-contract.ts'

const entry = join(import.meta.dirname, 'index.ts')
const children: ChildProcess[] = []

function start() {
  const child = fork(entry, [], { serialization: 'advanced', execArgv: [] })
  children.push(child)
  return { child, exit: once(child, 'exit'), client: connect(workerContract, processChannel(child)) }
}

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

const config = RunConfig.parse({
  task: { kind: 'modular_table', modulus: 7 },
  split: { train_fraction: 0.5 },
  model: { kind: 'mlp', hidden: [8] },
  optimiser: { kind: 'adamw', learning_rate: 0.05 },
  steps: 1e6,
})
const request = { config, from: null, executor: null, threads: 1 }

describe('worker process', () => {
  test('says who it is, and refuses another protocol', async () => {
    const { client, child } = start()
    const hello = await client.call('hello', { protocol: workerProtocol })
    expect(hello).toMatchObject({ protocol: workerProtocol, pid: child.pid, version: expect.stringMatching(/^\d+\.\d+\.\d+$/) })
    await expect(client.call('hello', { protocol: workerProtocol + 1 })).rejects.toThrow(/belongs to another version/)
  })

  test('gives the cards of measures and measures saved weights', async () => {
    const { client } = start()
    const cards = await client.call('measureCards', {})
    expect(cards.map(({ id }) => id)).toEqual(expect.arrayContaining(['weight_norm', 'fourier_power', 'spectral_entropy']))
    const weights = { 'layers.0.weight': { shape: [2], dtype: 'f32', data: Float32Array.of(3, 4) } } as const
    await expect(client.stream('measure', { measure: 'weight_norm' }).end).rejects.toMatchObject({ code: 'not-possible-now', message: expect.stringMatching(/not told what/) })
    await client.call('measuredRun', { config })
    await client.call('measuredCheckpoint', { step: 0, weights, previous: null })
    expect(await client.stream('measure', { measure: 'weight_norm' }).end).toEqual({ values: { weight_norm: 5 }, arrays: {} })
    await expect(client.stream('measure', { measure: 'fourier_power' }).end).rejects.toMatchObject({ code: 'not-possible-now', message: expect.stringMatching(/blocks of 7 rows/) })
    await expect(client.stream('measure', { measure: 'nothing' }).end).rejects.toMatchObject({ code: 'bad-config' })
  })

  test('trains one run at a time, pauses, goes on and stops on request', async () => {
    const { client } = start()
    const stream = client.stream('train', request)
    const kinds: TrainItem['kind'][] = []
    for await (const item of stream) {
      if (kinds.at(-1) !== item.kind) kinds.push(item.kind)
      if (item.kind === 'compiled') {
        await expect(client.stream('train', request).end).rejects.toMatchObject({ code: 'not-possible-now' })
        await client.call('control', { action: 'pause' })
      }
      if (item.kind === 'paused') await client.call('control', { action: 'resume' })
      if (item.kind === 'resumed') await client.call('control', { action: 'stop' })
    }
    const end = await stream.end
    expect(end.reason).toBe('stopped')
    expect(kinds.filter((kind) => kind === 'compiled' || kind === 'paused' || kind === 'resumed')).toEqual(['compiled', 'paused', 'resumed'])
    expect(kinds.at(-1)).toBe('points')
    expect(await client.call('control', { action: 'stop' })).toEqual({}) // too late, not wrong
  })

  test('a stream that its reader leaves ends, and the worker is free for the next run', async () => {
    const { client } = start()
    for await (const item of client.stream('train', request)) if (item.kind === 'points') break
    // Leaving is told by a message; until it has arrived the worker is busy.
    const next = async (): Promise<string> => {
      try {
        const stream = client.stream('train', { ...request, config: { ...config, steps: 2 } })
        for await (const item of stream) void item
        return (await stream.end).reason
      } catch {
        return await next()
      }
    }
    expect(await next()).toBe('finished')
  })

  test('a configuration that cannot be trained is refused with its sentence', async () => {
    const { client } = start()
    const broken = { ...config, batch: { kind: 'minibatch', size: 100 } } as const
    await expect(client.stream('train', { ...request, config: broken }).end).rejects.toMatchObject({ code: 'bad-config', message: expect.stringMatching(/larger than the 24/) })
  })

  test('exits when its owner is gone, in the middle of training', async () => {
    const { client, child, exit } = start()
    for await (const item of client.stream('train', request)) {
      if (item.kind === 'points') break
    }
    child.disconnect()
    expect(await exit).toEqual([0, null])
  })

  test('Ctrl+C does not end it: its owner decides', async () => {
    const { client, child } = start()
    await client.call('hello', { protocol: workerProtocol })
    child.kill('SIGINT')
    expect((await client.call('probe', { executor: 'reference' })).healthy).toBe(true)
  })

  test('started by hand it says what it is and exits with 2', async () => {
    const child = spawn(process.execPath, [entry], { stdio: ['ignore', 'ignore', 'pipe'] })
    children.push(child)
    const said = text(child.stderr)
    expect(await once(child, 'exit')).toEqual([2, null])
    expect(await said).toMatch(/run "grokscope" instead/)
  })
})
