import { expect, test } from 'vitest'
import { withChosenCompute } from './chosen-compute.ts'

const chosen = (value: unknown) => ({ settings: { get: () => value, all: () => ({}), put: () => undefined } }) as never

test('Settings speak where the request is silent, and only there', () => {
  const store = chosen({ executor: 'native', threads: 2 })
  expect(withChosenCompute(store, { executor: null, threads: null })).toEqual({ executor: 'native', threads: 2 })
  expect(withChosenCompute(store, { executor: 'tensorflow', threads: 1 })).toEqual({ executor: 'tensorflow', threads: 1 })
  expect(withChosenCompute(store, { executor: 'reference', threads: null })).toEqual({ executor: 'reference', threads: null })
  expect(withChosenCompute(chosen(null), { executor: null, threads: null })).toEqual({ executor: null, threads: null })
})
