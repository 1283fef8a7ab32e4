import { expect, test } from 'vitest'
import { askBeforeMany, confirm, question } from './confirm.ts'

test('twenty runs are queued without a question', async () => {
  expect(await askBeforeMany(20, null)).toBe(true)
  expect(question.value).toBeNull()
})

test('more are asked about, with how many and how long', async () => {
  const answer = askBeforeMany(110, 7200)
  expect(question.value).toMatchObject({ title: 'Queue 110 runs?', text: expect.stringContaining('about 2 h') as string, act: 'Queue 110 runs' })
  question.value?.answer(true)
  expect(await answer).toBe(true)
  const unknown = askBeforeMany(21, null)
  expect(question.value?.text).toContain('not known yet')
  question.value?.answer(false)
  expect(await unknown).toBe(false)
})

test('a question that another takes the place of is a no', async () => {
  const first = confirm('One?', '', 'Do')
  const second = confirm('Two?', '', 'Do')
  expect(await first).toBe(false)
  question.value?.answer(true)
  expect(await second).toBe(true)
})
