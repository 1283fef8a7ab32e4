import { expect, test } from 'vitest'
import type { LabClient } from '../../../shared/contract.ts'
import type { VerbContext } from '../context.ts'
import { doctor } from './doctor.ts'
import { explain } from './explain.ts'

interface Asked {
  readonly method: string
  readonly signal: AbortSignal | undefined
}

/** A lab that notes what it is asked, and answers `lab.doctor` and `lab.info`; anything else it refuses. */
function context(operand: string): { readonly context: VerbContext; readonly asked: Asked[]; readonly interruption: AbortSignal } {
  const asked: Asked[] = []
  const call = (method: string, _input: unknown, options?: { readonly signal?: AbortSignal }): Promise<unknown> => {
    asked.push({ method, signal: options?.signal })
    if (method === 'lab.doctor') return Promise.resolve({ executors: [], storeCheck: 'Sound.' })
    return method === 'lab.info' ? Promise.resolve({ version: '0' }) : Promise.reject(new Error('refused'))
  }
  const { signal } = new AbortController()
  const terminal = { out: () => {}, aside: () => {}, columns: null }
  const options = { json: true, set: [], pass: null } as unknown as VerbContext['options']
  return { context: { client: { call } as unknown as LabClient, options, operand, terminal, interruption: signal }, asked, interruption: signal }
}

test('doctor is ended by Ctrl+C, and asks for the probes first, so that the usual executor is known from them', async () => {
  const { context: asIs, asked, interruption } = context('')
  await doctor(asIs)
  expect(asked.map(({ method }) => method)).toEqual(['lab.doctor', 'lab.info'])
  expect(asked.every(({ signal }) => signal === interruption)).toBe(true)
})

test('explain is ended by Ctrl+C', async () => {
  const { context: asIs, asked, interruption } = context('pocket-grok')
  await expect(explain(asIs)).rejects.toThrow('refused')
  expect(asked).toEqual([{ method: 'programs.explain', signal: interruption }])
})
