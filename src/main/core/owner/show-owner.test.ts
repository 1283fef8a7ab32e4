import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../testing/folders.ts'
import { testLab } from '../testing/labs.ts'
import { showOwner } from './show-owner.ts'

test('the owner of a store is asked to come to the front, and says where it is', async () => {
  let asked = 0
  const address = 'http://127.0.0.1:1/?token=x'
  const { store } = await testLab(onTestFinished, { focus: () => (asked++ === 0 ? address : null) })
  expect(await showOwner(store)).toEqual({ address })
  expect(await showOwner(store)).toEqual({ address: null })
  expect(asked).toBe(2)
})

test('a store without an owner shows nobody', async () => {
  expect(await showOwner(temporaryFolder(onTestFinished))).toBeNull()
})
