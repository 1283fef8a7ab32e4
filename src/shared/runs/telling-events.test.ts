import { expect, test } from 'vitest'
import { TaskConfig } from '../schema/config/task.ts'
import { eventIds } from '../schema/run.ts'
import { highChanceOf, tellingEvents } from './telling-events.ts'

test('half of the tests right is no event where guessing gets half', () => {
  const parity = TaskConfig.parse({ kind: 'sparse_parity', rows: 100 })
  expect(tellingEvents(parity)).toEqual(['train_acc_99', 'train_acc_100', 'test_acc_95', 'test_acc_99'])
  expect(highChanceOf(parity)).toBe(0.5)
})

test('every event counts where guessing gets little, or nobody can guess', () => {
  expect(tellingEvents(TaskConfig.parse({ kind: 'modular_table', modulus: 31 }))).toEqual(eventIds)
  expect(tellingEvents(TaskConfig.parse({ kind: 'teacher_student', rows: 100 }))).toEqual(eventIds)
})
