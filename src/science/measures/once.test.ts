import { expect, test } from 'vitest'
import { once } from './once.ts'
import { measured } from './testing/measured.ts'

test('work is done once for the same input and parameters, and again after it failed', async () => {
  let calls = 0
  const counted = once(async (_input, { fails }: { readonly fails: boolean }) => {
    calls++
    await Promise.resolve()
    if (fails) throw new Error('no')
    return calls
  })
  const [a, b] = [measured({ kind: 'modular_table', modulus: 5 }, {}), measured({ kind: 'modular_table', modulus: 5 }, {})]
  expect(await Promise.all([counted(a, { fails: false }), counted(a, { fails: false })])).toEqual([1, 1])
  expect(await counted(b, { fails: false })).toBe(2)
  await expect(counted(a, { fails: true })).rejects.toThrow('no')
  await expect(counted(a, { fails: true })).rejects.toThrow('no')
  expect(calls).toBe(4)
})
