import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readSvgMetadata } from '../../../figures/to-svg.ts'
import type { LabClient } from '../../../shared/contract.ts'
import { RunConfig } from '../../../shared/schema/run-config.ts'
import type { RunSummary } from '../../../shared/schema/run.ts'
import { parseArguments } from '../arguments.ts'
import { figure } from './figure.ts'

const folder = mkdtempSync(join(tmpdir(), 'grokscope-figure-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const config = RunConfig.parse({ task: { kind: 'modular_table', modulus: 31 }, split: { train_fraction: 0.5 }, model: { kind: 'mlp', hidden: [24] }, optimiser: { kind: 'adamw', learning_rate: 0.01, weight_decay: 1 }, seed: 0, steps: 100 })
/** What figures read of a run. */
const run = (id: string, colourSlot: number): RunSummary =>
  ({
    id: `run_${id}`, name: `Pocket grok, ${id}`, config, seed: 0, colourSlot, createdAt: '2026-01-01', state: { status: 'finished', step: 100 }, executor: 'native', executorBuild: '1', parent: null, seams: [],
    events: { train_acc_99: 10, train_acc_100: 10, test_acc_50: 100, test_acc_95: null, test_acc_99: null },
  }) as unknown as RunSummary
const steps = Uint32Array.of(0, 1, 10, 100)
const accuracy = (end: number) => ({ steps, values: Float64Array.of(0.03, 0.2, 1, end) })
const curves = { train_accuracy: accuracy(1), test_accuracy: { steps, values: Float64Array.of(0.03, 0.03, 0.04, 0.6) }, train_loss: accuracy(0.1), test_loss: accuracy(2) }
const weight = { shape: [2, 3], dtype: 'f32', data: Float32Array.of(0, 0.5, -2, 1, 0, 0) }

const client = {
  call: async (method: string, { id, step }: { id?: string; step?: number }): Promise<unknown> =>
    ({
      'runs.list': [run('aaa', 1), run('bbb', 2)],
      'runs.curves': id === 'run_aaa' ? curves : { ...curves, weight_norm: accuracy(3) },
      'programs.explain': { stages: [{ form: 'program', flop: 54e6 }, { form: 'program', flop: 24e6 }, { form: 'schedule', flop: 25e6 }] },
      'runs.get': { run: run('aaa', 1), checkpoints: [{ step: 0 }, { step: 100 }] },
      'runs.weights': { step, tensors: { 'input.bias': { ...weight, shape: [6] }, 'input.weight': weight } },
    })[method],
} as unknown as LabClient

/** The command line, without a store: what it prints. */
async function grokscope(...words: readonly string[]): Promise<string> {
  const command = parseArguments(['figure', ...words])
  if (command.kind !== 'verb') throw new Error('no verb')
  const said: string[] = []
  const terminal = { out: (text: string) => void said.push(text), aside: () => undefined }
  await figure({ client, options: command.options, operand: command.operand ?? '', terminal: terminal as never, interruption: new AbortController().signal })
  return said.join('')
}

test('one run is the figure of its page: accuracy and loss on one step axis, with its events', async () => {
  const read = readSvgMetadata(await grokscope('aaa'))
  expect(read?.spec).toMatchObject({ kind: 'curves', title: 'Pocket grok, aaa', panels: [{ title: 'Accuracy' }, { title: 'Loss' }], rules: [{ step: 10 }, { step: 100 }] })
  expect(read?.metadata).toMatchObject({ runs: ['run_aaa'], versions: { executor: 'native 1' } })
  expect(read?.metadata.source['configurations']).toHaveProperty(['run_aaa', 'task', 'modulus'], 31)
})

test('several runs are a panel a series, and the file of numbers has every logged point', async () => {
  const file = join(folder, 'both.csv')
  expect(JSON.parse(await grokscope('aaa', 'bbb', '--series', 'test_accuracy,test_loss', '--out', file, '--json'))).toEqual({ kind: 'curves', runIds: ['run_aaa', 'run_bbb'], file })
  const rows = readFileSync(file, 'utf8').trim().split(/\r?\n/)
  expect(rows).toHaveLength(1 + 2 * 2 * 4)
  const read = readSvgMetadata(await grokscope('aaa', 'bbb', '--series', 'test_accuracy,test_loss'))
  expect(read?.spec).toMatchObject({ panels: [{ title: 'Test accuracy' }, { title: 'Test loss' }] })
})

test('another x is named: what the steps cost, or a series, and the file of numbers has it', async () => {
  expect(readSvgMetadata(await grokscope('aaa', '--x', 'flop'))?.spec).toMatchObject({ step: { title: 'FLOP of the training steps', quantity: { by: 'scaled', runs: { run_aaa: { factor: 24e6 } } } } })
  expect(readSvgMetadata(await grokscope('aaa', '--x', 'train_loss'))?.spec).toMatchObject({ step: { title: 'train loss', scale: 'linear', quantity: { by: 'series' } } })
  const file = join(folder, 'flop.csv')
  await grokscope('aaa', '--series', 'test_accuracy', '--x', 'flop', '--out', file)
  expect(readFileSync(file, 'utf8').trim().split(/\r?\n/).slice(0, 3)).toEqual(['run,name,series,step,value,x', 'run_aaa,"Pocket grok, aaa",test_accuracy,0,0.03,0', 'run_aaa,"Pocket grok, aaa",test_accuracy,1,0.03,24000000'])
})

test('phases are a bar a run, with the rule that they were read by', async () => {
  const svg = await grokscope('aaa', 'bbb', '--kind', 'phases')
  expect(svg).toContain('Memorising until train ≥ 99')
  expect(readSvgMetadata(svg)?.spec.kind).toBe('plots')
})

test('a matrix is the first of the last checkpoint, with limits that are symmetric', async () => {
  const read = readSvgMetadata(await grokscope('aaa', '--kind', 'matrix'))
  expect(read?.spec).toMatchObject({ kind: 'matrix', tensor: 'input.weight', step: 100, limits: [-2, 2] })
})

test.each([
  [['aaa', '--kind', 'pie'], 'bad-input', /no kind “pie”.*curves, phases, matrix/],
  [['aaa', '--x', 'time'], 'bad-input', /“time” cannot stand.*step, epoch, flop, test_accuracy/],
  [['aaa', '--kind', 'phases', '--x', 'flop'], 'bad-input', /belong to --kind curves/],
  [['aaa', '--series', 'accuracy'], 'bad-input', /no|No.*series “accuracy”.*test_accuracy/],
  [['aaa', 'bbb', '--kind', 'matrix'], 'bad-input', /of one run, and 2 were named/],
  [['aaa', '--kind', 'matrix', '--step', '7'], 'no-checkpoint', /no checkpoint at step 7.*step 0 to 100/],
  [['aaa', '--kind', 'matrix', '--tensor', 'x'], 'bad-input', /no matrix “x”.*input\.weight/],
  [['aaa', '--step', '7'], 'bad-input', /--kind matrix/],
  [['aaa', '--out', 'a.png'], 'unsupported', /painted by the window/],
  [['aaa', '--out', 'a.pdf'], 'bad-input', /\.svg or \.csv/],
] as const)('%j is refused in a sentence', async (words, code, sentence) => {
  await expect(grokscope(...words)).rejects.toMatchObject({ code, message: expect.stringMatching(sentence) as unknown })
})
