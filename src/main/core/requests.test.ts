import { describe, expect, test } from 'vitest'
import type { LabHandlers } from '../../shared/contract.ts'
import { requests } from './requests.ts'

const context = { signal: new AbortController().signal }
const answering = (list: LabHandlers['runs.list']): LabHandlers => ({ 'runs.list': list }) as LabHandlers
const coded = (code: string) => () => {
  throw Object.assign(new Error(`it says ${code}`), { code })
}

describe('requests', () => {
  test.each([
    ['SQLITE_FULL', 'disk-full', /The disk is full, so this was not saved/],
    ['ENOSPC', 'disk-full', /The disk is full/],
    ['SQLITE_CORRUPT_INDEX', 'store-corrupt', /damaged/],
  ])('that meet %s are answered with %s and a sentence', async (code, wanted, sentence) => {
    const { handlers } = requests(answering(coded(code)))
    await expect(async () => handlers['runs.list']({}, context)).rejects.toMatchObject({ code: wanted, message: expect.stringMatching(sentence) })
  })

  test('in progress are waited for, new ones are refused, and a slow one does not hold the lab open', async () => {
    const slow = Promise.withResolvers<never[]>()
    const asked = requests(answering(() => slow.promise))
    const first = asked.handlers['runs.list']({}, context)
    asked.refuseNew()
    await expect(async () => asked.handlers['runs.list']({}, context)).rejects.toMatchObject({ code: 'disconnected' })
    await asked.ended(10) // returns although the first has not ended
    const waiting = asked.ended(60_000)
    slow.resolve([])
    await waiting
    expect(await first).toEqual([])
  })
})
