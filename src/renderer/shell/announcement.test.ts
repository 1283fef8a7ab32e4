import { expect, test } from 'vitest'
import { announcement } from './announcement.ts'

const change = (name: string, status = 'Finished') => ({ name, status, step: 1000 })

test('one or two runs are named, more are counted', () => {
  expect(announcement([change('a')])).toBe('a: finished at step 1\u202f000')
  expect(announcement([change('a'), change('b', 'Paused')])).toBe('a: finished at step 1\u202f000. b: paused at step 1\u202f000')
  expect(announcement([change('a'), change('b'), change('c', 'Failed')])).toBe('3 runs: 2 finished, 1 failed')
})
