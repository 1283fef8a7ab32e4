import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { LabContract } from '../../shared/contract.ts'
import type { InputOf } from '../../shared/rpc/specification.ts'
import { withChange } from '../../shared/run-list.ts'
import { decodeSafetensors } from '../../shared/safetensors.ts'
import type { RunId, RunSummary } from '../../shared/schema/run.ts'
import { temporaryFolder } from './testing/folders.ts'
import { testLab } from './testing/labs.ts'
import { tinyConfig } from './testing/sample-runs.ts'

type Create = InputOf<LabContract['runs.create']>

// Real processes on a machine that may be busy.
vi.setConfig({ testTimeout: 90_000 })

const nobody = 'run_000000000000' as RunId

describe('the lab', () => {
  test('says who it is, and who is asked to come to the front', async () => {
    const { client, store } = await testLab(onTestFinished, { focus: () => 'http://localhost:1/' })
    expect(await client.call('lab.info', {})).toMatchObject({ version: '0.0.0', host: 'server', store, node: process.versions.node, defaultExecutor: expect.stringMatching(/^(native|reference)$/) as string })
    expect(await client.call('lab.focus', {})).toEqual({ address: 'http://localhost:1/' })
  })

  test('checks the store', async () => {
    const { client } = await testLab(onTestFinished)
    expect((await client.call('lab.doctor', {})).storeCheck).toBe('The database is sound.')
  })

  test('describes presets with their defaults, ghost lines where there is evidence, and the time they take here', async () => {
    const resources = temporaryFolder(onTestFinished)
    mkdirSync(join(resources, 'expected'))
    const medianCurves = { test_accuracy: { steps: [0, 1], values: [0.1, null] } }
    writeFileSync(join(resources, 'expected', 'pocket-grok.json'), JSON.stringify({ preset: 'pocket-grok', seeds: [0], medianCurves }))
    const lab = await testLab(onTestFinished, { resources })
    const [pocket, five] = await lab.client.call('presets.list', {})
    expect(pocket).toMatchObject({ id: 'pocket-grok', config: { steps: 1000, precision: 'f32' }, secondsHere: null })
    expect(pocket?.kind === 'run' && pocket.expectedCurves).toEqual({ test_accuracy: { steps: Uint32Array.of(0, 1), values: Float64Array.of(0.1, NaN) } })
    expect(five).toMatchObject({ id: 'five-second-grok', expectedCurves: {} })

    const { id } = await lab.client.call('runs.create', { preset: 'pocket-grok', steps: 10, seed: 4 })
    const other = await lab.client.call('runs.create', { preset: 'pocket-grok', steps: 10, set: [['optimiser.weight_decay', 2]] })
    await lab.atRest(id)
    await lab.atRest(other.id)
    const { run } = await lab.client.call('runs.get', { id })
    expect((await lab.client.call('presets.list', {}))[0]?.secondsHere).toBeCloseTo((run.seconds ?? 0) * 100, 9)
  })

  test('makes runs from presets and files, names them after what differs, and gives each a colour of its own', async () => {
    const { client } = await testLab(onTestFinished)
    const make = (input: Create) => client.call('runs.create', { steps: 5, ...input })
    const runs = [
      await make({ preset: 'pocket-grok', seed: 3 }),
      await make({ preset: 'pocket-grok', seed: 3 }),
      await make({ preset: 'pocket-grok', set: [['optimiser.weight_decay', 2], ['batch', { kind: 'minibatch', size: 10 }]] }),
      await make({ config: tinyConfig }),
    ]
    expect(runs.map((r) => r.name)).toEqual([
      'Pocket grok, seed 3',
      'Pocket grok, seed 3 (2)',
      'Pocket grok, weight_decay 2, batch kind minibatch, size 10, seed 0',
      'MLP on add mod 7, seed 0',
    ])
    expect(runs.map((r) => r.colourSlot)).toEqual([1, 2, 3, 4])
    expect((await client.call('runs.list', {})).map((r) => r.id)).toEqual(runs.map((r) => r.id).reverse())
    for (const { id } of runs) await client.call('runs.stop', { id }).catch(() => null)
  })

  test.each<[string, Create, string, RegExp]>([
    ['an unknown preset', { preset: 'pocket-grog' }, 'unknown-preset', /pocket-grok, five-second-grok/],
    ['a bad value', { preset: 'pocket-grok', seed: -1 }, 'bad-config', /seed is -1; it must be a whole number from 0 to 4294967295/],
    ['an unknown key', { preset: 'pocket-grok', set: [['optimiser.weight_decai', 1]] }, 'unknown-key', /optimiser.weight_decay/],
    ['an unknown measure', { preset: 'pocket-grok', set: [['measures', ['weight_norms']]] }, 'bad-config', /weight_norm/],
    ['a parameter that a measure does not have', { preset: 'pocket-grok', set: [['measures', [{ id: 'weight_norm', parameters: { top: 3 } }]]] }, 'bad-config', /Weight norm cannot be measured so/],
    ['a measure that is asked for twice', { preset: 'pocket-grok', set: [['measures', ['weight_norm', { id: 'weight_norm', rhythm: 'checkpoint' }]]] }, 'bad-config', /asked for twice/],
    ['a preset and a file at once', { preset: 'pocket-grok', config: tinyConfig }, 'bad-input', /either/],
    ['neither', {}, 'bad-input', /either/],
  ])('refuses %s with a sentence and saves nothing', async (_what, input, code, sentence) => {
    const { client } = await testLab(onTestFinished)
    await expect(client.call('runs.create', input)).rejects.toMatchObject({ code, message: expect.stringMatching(sentence) })
    expect(await client.call('runs.list', {})).toEqual([])
  })

  test('hands out what is saved: curves by name, weights, their file, a matrix at every checkpoint, measures', async () => {
    const lab = await testLab(onTestFinished)
    const { client } = lab
    const id = await lab.create()
    await lab.atRest(id)
    const { checkpoints, run } = await client.call('runs.get', { id })

    const all = await client.call('runs.curves', { id })
    expect(all['train_loss']?.values.at(-1)).toBe(run.final?.train_loss)
    expect(await client.call('runs.curves', { id, series: ['test_accuracy'] })).toEqual({ test_accuracy: all['test_accuracy'] })

    const { tensors } = await client.call('runs.weights', { id, step: 40 })
    const file = await client.call('runs.weightsFile', { id })
    expect(file.step).toBe(40)
    expect(decodeSafetensors(file.bytes)).toEqual(tensors)

    const frames: number[] = []
    const stream = client.stream('runs.matrix', { id, tensor: 'layers.0.weight' })
    for await (const frame of stream) {
      frames.push(frame.step)
      expect(frame.value.shape).toEqual([14, 8])
    }
    expect(frames).toEqual(checkpoints.map((c) => c.step))
    expect(await stream.end).toEqual({ frames: frames.length })

    const back: number[] = []
    for await (const { step } of client.stream('runs.matrix', { id, tensor: 'layers.0.weight', steps: frames.slice(-2).reverse() })) back.push(step)
    expect(back).toEqual([frames.at(-1), frames.at(-2)])

    const { values } = await client.stream('runs.measure', { id, measure: 'weight_norm' }).end
    expect(values['weight_norm']).toBeCloseTo(all['weight_norm']!.values.at(-1)!, 6)
    expect((await client.call('measures.list', {})).map((m) => m.id)).toContain('weight_norm')
  })

  test('says no with a sentence where something is not there', async () => {
    const lab = await testLab(onTestFinished)
    const { client } = lab
    const id = await lab.create({ steps: 5 })
    await lab.atRest(id)
    const refusals: readonly (readonly [ask: () => Promise<unknown>, code: string])[] = [
      [() => client.call('runs.get', { id: nobody }), 'unknown-run'],
      [() => client.call('runs.curves', { id: nobody }), 'unknown-run'],
      [() => client.call('runs.rename', { id: nobody, name: 'x' }), 'unknown-run'],
      [() => client.stream('runs.watch', { id: nobody }).end, 'unknown-run'],
      [() => client.call('runs.curves', { id, series: ['loss'] }), 'bad-input'],
      [() => client.stream('runs.matrix', { id, tensor: 'nothing' }).end, 'bad-input'],
      [() => client.stream('runs.matrix', { id, tensor: 'layers.0.weight', steps: [77] }).end, 'no-checkpoint'],
      [() => client.call('runs.weights', { id, step: 77 }), 'no-checkpoint'],
      [() => client.stream('runs.measure', { id, measure: 'nothing' }).end, 'bad-config'],
      [() => client.stream('runs.measure', { id, measure: 'weight_norm', parameters: { top: 3 } }).end, 'bad-config'],
      [() => client.stream('runs.measure', { id, measure: 'weight_norm', step: 77 }).end, 'no-checkpoint'],
    ]
    for (const [ask, code] of refusals) await expect(ask()).rejects.toMatchObject({ code })
  })

  test('tells watchers of the list every change, and renames', async () => {
    const lab = await testLab(onTestFinished)
    const seen: (readonly RunSummary[])[] = []
    let list: readonly RunSummary[] = []
    const watched = lab.client.stream('runs.watchAll', {})
    let id: RunId | null = null
    for await (const change of watched) {
      list = withChange(list, change)
      seen.push(list)
      if (id === null) id = await lab.create()
      else if (list[0]?.name === 'Another') break
      else if (list[0]?.state.status === 'finished') await lab.client.call('runs.rename', { id, name: ' Another ' })
    }
    expect(seen[0]).toEqual([])
    expect(seen.at(-1)?.[0]).toMatchObject({ id, name: 'Another', state: { status: 'finished', step: 40 } })
  })

  test('a watcher gets every point once, from where it asks', async () => {
    const lab = await testLab(onTestFinished)
    const id = await lab.create()
    const steps: number[] = []
    const checkpoints: number[] = []
    const stream = lab.client.stream('runs.watch', { id })
    for await (const update of stream) {
      steps.push(...(update.points['train_loss']?.steps ?? []))
      checkpoints.push(...update.checkpoints.map((c) => c.step))
    }
    expect(steps).toEqual([...(await lab.client.call('runs.curves', { id }))['train_loss']!.steps])
    expect(checkpoints).toEqual((await lab.client.call('runs.get', { id })).checkpoints.map((c) => c.step))

    const late = lab.client.stream('runs.watch', { id, afterStep: 20 })
    const items = []
    for await (const update of late) items.push(update)
    expect(items).toHaveLength(1)
    expect([...items[0]!.points['train_loss']!.steps]).toEqual(steps.filter((s) => s > 20))
  })

  test('after closing it says so instead of failing somewhere inside', async () => {
    const { lab, client } = await testLab(onTestFinished)
    await lab.close()
    await expect(client.call('runs.list', {})).rejects.toMatchObject({ code: 'disconnected' })
    await lab.close() // twice is once
  })
})
