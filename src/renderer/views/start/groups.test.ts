import { expect, test } from 'vitest'
import type { PresetSummary } from '../../../shared/contract.ts'
import { byTimeHere } from './groups.ts'

const preset = (id: string, secondsHere: number | null, secondsMeasured: number | null = null) => ({ id, kind: 'run', secondsHere, secondsMeasured }) as PresetSummary
const shape = (presets: PresetSummary[], pace: number | null = null) => byTimeHere(presets, pace).map((group) => [group.title, group.presets.map(({ id }) => id)])

const many = (name: string, seconds: number) => [1, 2, 3, 4].map((i) => preset(`${name}${i}`, seconds + i / 10))
const ids = (name: string) => [1, 2, 3, 4].map((i) => `${name}${i}`)

test('experiments are grouped by the time they take here, the quickest first', () => {
  expect(shape([...many('c', 240), preset('d', 10), ...many('b', 36), ...many('a', 0.8)])).toEqual([
    ['Under ten seconds', ids('a')],
    ['Under a minute', ['d', ...ids('b')]],
    ['Minutes and more', ids('c')],
  ])
})
test('a group that would leave most of its row empty is told with the next longer ones', () => {
  expect(shape([preset('a', 0.8), ...many('b', 36), ...many('c', 240)])).toEqual([
    ['Under a minute', ['a', ...ids('b')]],
    ['Minutes and more', ids('c')],
  ])
  expect(shape([preset('a', 0.8), preset('b', 36), preset('c', 240), preset('d', 10)])).toEqual([['Minutes and more', ['a', 'd', 'b', 'c']]])
  expect(shape([...many('a', 1), preset('b', 36)])).toEqual([
    ['Under ten seconds', ids('a')],
    ['Under a minute', ['b']],
  ])
})
test('what was never run here stands by itself until the computer was timed, then by its time elsewhere and the pace', () => {
  const presets = [preset('a', null, 20), ...many('b', 2), preset('c', null, 3)]
  expect(shape(presets)).toEqual([
    ['Under ten seconds', ids('b')],
    ['Experiments', ['a', 'c']],
  ])
  expect(shape([preset('b', 2), preset('a', null, 20)])).toEqual([['Experiments', ['b', 'a']]])
  expect(shape(presets, 0.25)).toEqual([['Under ten seconds', ['c', ...ids('b'), 'a']]])
})
test('theory trains nothing and stands by itself', () => {
  const theory = { id: 't', kind: 'theory', secondsHere: null, secondsMeasured: null } as PresetSummary
  expect(shape([theory, preset('b', 2)])).toEqual([
    ['Under ten seconds', ['b']],
    ['Theory', ['t']],
  ])
})
