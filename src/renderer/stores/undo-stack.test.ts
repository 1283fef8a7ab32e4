import { expect, test, vi } from 'vitest'
import { undoStack } from './undo-stack.ts'

function counter() {
  const failed = vi.fn()
  const stack = undoStack(failed)
  let value = 0
  const add = (n: number) => {
    value += n
    stack.push({ title: `add ${n}`, undo: () => void (value -= n), redo: () => void (value += n) })
  }
  return { stack, failed, add, value: () => value }
}

test('what was done is taken back and done again in order, under its name', async () => {
  const { stack, add, value } = counter()
  add(1)
  add(10)
  expect(stack.undoTitle.value).toBe('add 10')
  await stack.undo()
  expect([value(), stack.undoTitle.value, stack.redoTitle.value]).toEqual([1, 'add 1', 'add 10'])
  await stack.undo()
  await stack.undo()
  expect([value(), stack.undoTitle.value]).toEqual([0, null])
  await stack.redo()
  await stack.redo()
  expect([value(), stack.redoTitle.value]).toEqual([11, null])
})

test('a new thing done ends what could be redone', async () => {
  const { stack, add, value } = counter()
  add(1)
  await stack.undo()
  add(5)
  await stack.redo()
  expect([value(), stack.redoTitle.value]).toEqual([5, null])
})

test('a failed undo is told, stays where it is and works the next time', async () => {
  const failed = vi.fn()
  const stack = undoStack(failed)
  const refusal = new Error('the store is busy')
  const undo = vi.fn().mockRejectedValueOnce(refusal)
  stack.push({ title: 'trash of 3 runs', undo, redo: vi.fn() })
  await stack.undo()
  expect(failed).toHaveBeenCalledWith('Not undone: trash of 3 runs', refusal)
  expect(stack.undoTitle.value).toBe('trash of 3 runs')
  await stack.undo()
  expect(stack.undoTitle.value).toBeNull()
})

test('the undo of a toast takes back what the toast is about, once', async () => {
  const stack = undoStack(vi.fn())
  const first = { title: 'first', undo: vi.fn(), redo: vi.fn() }
  stack.push(first)
  stack.push({ title: 'second', undo: vi.fn(), redo: vi.fn() })
  await stack.undo(first)
  await stack.undo(first)
  expect(first.undo).toHaveBeenCalledTimes(1)
  expect([stack.undoTitle.value, stack.redoTitle.value]).toEqual(['second', 'first'])
})

test('two strokes at once take back two things, the second after the first', async () => {
  const stack = undoStack(vi.fn())
  const seen: string[] = []
  const slow = (name: string) => ({ title: name, redo: vi.fn(), undo: async () => { seen.push(`${name} begins`); await Promise.resolve(); seen.push(`${name} ends`) } })
  stack.push(slow('a'))
  stack.push(slow('b'))
  await Promise.all([stack.undo(), stack.undo()])
  expect(seen).toEqual(['b begins', 'b ends', 'a begins', 'a ends'])
})
