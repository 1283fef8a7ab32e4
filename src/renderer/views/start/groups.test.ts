import { expect, test } from 'vitest'
import type { PresetSummary } from '../../../shared/contract.ts'
import { byTimeHere } from './groups.ts'

const preset = (id: string, secondsHere: number | null, secondsMeasured: number | null = null) => ({ id, kind: 'run', secondsHere, secondsMeasured }) as PresetSummary
const shape = (presets: PresetSummary[], pace: number | null = null) => byTimeHere(presets, pace).map((group) => [group.title, group.presets.map(({ id }) => id)])

test('experiments are grouped by the time they take here', () => {
  expect(shape([preset('a', 0.8), preset('b', 36), preset('c', 240), preset('d', 10)])).toEqual([
    ['Under ten seconds', ['a']],
    ['Under a minute', ['d', 'b']],
    ['Minutes and more', ['c']],
  ])
})
test('what was never run here stands by itself until the computer was timed, then by its time elsewhere and the pace', () => {
  const presets = [preset('a', null, 20), preset('b', 2, 90), preset('c', null, 3)]
  expect(shape(presets)).toEqual([
    ['Under ten seconds', ['b']],
    ['Experiments', ['a', 'c']],
  ])
  expect(shape(presets, 0.25)).toEqual([['Under ten seconds', ['c', 'b', 'a']]])
})
test('theory trains nothing and stands by itself', () => {
  const theory = { id: 't', kind: 'theory', secondsHere: null, secondsMeasured: null } as PresetSummary
  expect(shape([theory, preset('b', 2)])).toEqual([
    ['Under ten seconds', ['b']],
    ['Theory', ['t']],
  ])
})
