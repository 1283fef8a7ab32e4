import { expect, test } from 'vitest'
import type { BenchRow } from '../../../shared/schema/bench.ts'
import { parseArguments } from '../arguments.ts'
import { exitCodes, type VerbContext } from '../context.ts'
import { bench, benchTable } from './bench.ts'

const row: BenchRow = {
  workload: 'W1', title: 'reference MLP, p 59', msPerStep: 2.7181, spread: [2.6, 2.91], stepsPerSecond: 367.9, lowerBoundMs: 2.2, lowerBoundShare: 0.8094,
  threads: 2, executor: 'native', build: 'native/1 abc avx2', compileMs: 90, peakMemory: 123_456_789, samples: 12, discarded: 3, quiet: true,
}

test('a person reads milliseconds, their spread, the share of the products and what was thrown away', () => {
  const text = benchTable([row])
  expect(text).toMatch(/W1 +reference MLP, p 59 +2\.72 +2\.60 to 2\.91 +368 +2\.20 +80\.9 % +2 +123 +3\n/)
  expect(text).toContain('On native/1 abc avx2.')
  expect(text).not.toContain('noisy')
})

test('a row that was measured on a busy machine says so, with what to do', () => {
  const text = benchTable([row, { ...row, workload: 'W2', quiet: false }])
  expect(text).toMatch(/W2 .* noisy\n/)
  expect(text).toContain('close them and measure again')
})

interface Told {
  out: string
  aside: string
}

function contextOf(words: readonly string[], stream: () => AsyncIterable<never>, interruption = new AbortController().signal): { readonly context: VerbContext; readonly told: Told } {
  const command = parseArguments(['bench', ...words])
  if (command.kind !== 'verb') expect.fail('the words are not a command')
  const told = { out: '', aside: '' }
  const terminal = { columns: null, out: (text: string) => void (told.out += text), aside: (text: string) => void (told.aside += text) }
  const client = { stream } as unknown as VerbContext['client']
  return { context: { client, options: command.options, operand: '', terminal, interruption }, told }
}

/** A stream of the lab that fails at once. */
function failing(before: () => void): () => AsyncIterable<never> {
  const next = (): Promise<never> => {
    before()
    return Promise.reject(new Error('out of memory'))
  }
  return () => ({ [Symbol.asyncIterator]: () => ({ next }) })
}

test('a list of workloads that names none is refused with a sentence, before anything is asked of the lab', async () => {
  const { context } = contextOf(['--workload', ','], () => expect.fail('the lab was asked'))
  await expect(bench(context)).rejects.toThrow('--workload names none; there are W1, W2, W3, W4, W5, W6, W7. Nothing was measured.')
})

test('an interrupted benchmark says so, and what is left of it', async () => {
  const interruption = new AbortController()
  const { context, told } = contextOf([], failing(() => interruption.abort()), interruption.signal)
  expect(await bench(context)).toBe(exitCodes.interrupted)
  expect(told).toEqual({ out: '', aside: 'The benchmark was interrupted. Nothing was saved or changed; the same command measures again from the beginning.\n' })
})

test('what fails without an interruption is told as it is', async () => {
  await expect(bench(contextOf([], failing(() => {})).context)).rejects.toThrow('out of memory')
})
