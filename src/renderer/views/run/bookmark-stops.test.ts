import { expect, test } from 'vitest'
import { nextFlag, timelineFlags } from './bookmark-stops.ts'

const none = { train_acc_99: null, train_acc_100: null, test_acc_50: null, test_acc_95: null, test_acc_99: null }
const flags = timelineFlags({ ...none, train_acc_99: 30, train_acc_100: 31, test_acc_50: 900 }, [{ step: 400, name: 'before the turn' }])

test('events and bookmarks stand in one row; training at 99 % and at 100 % is one flag', () => {
  expect(flags.map(({ step, role }) => [step, role])).toEqual([[30, 'train'], [400, 'bookmark'], [900, 'test']])
  expect(flags[1]!.label).toBe('before the turn, step 400')
})

test('jumps go to the next one in either direction, and end at the last', () => {
  expect(nextFlag(flags, 30, 1)?.step).toBe(400)
  expect(nextFlag(flags, 31, -1)?.step).toBe(30)
  expect(nextFlag(flags, 900, 1)).toBeNull()
  expect(nextFlag(flags, 0, -1)).toBeNull()
})
