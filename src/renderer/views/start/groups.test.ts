import { expect, test } from 'vitest'
import type { PresetSummary } from '../../../shared/contract.ts'
import { byTimeHere } from './groups.ts'

const preset = (id: string, secondsHere: number | null) => ({ id, kind: 'run', secondsHere }) as PresetSummary
const shape = (presets: PresetSummary[]) => byTimeHere(presets).map((group) => [group.title, group.presets.map(({ id }) => id)])

test('experiments are grouped by the time they take here', () => {
  expect(shape([preset('a', 0.8), preset('b', 36), preset('c', 240), preset('d', 10)])).toEqual([
    ['Under ten seconds', ['a']],
    ['Under a minute', ['b', 'd']],
    ['Minutes and more', ['c']],
  ])
})
test('what was never timed here is not guessed', () => {
  expect(shape([preset('a', null), preset('b', 2)])).toEqual([
    ['Not timed on this computer yet', ['a']],
    ['Under ten seconds', ['b']],
  ])
})
test('theory trains nothing and stands by itself', () => {
  const theory = { id: 't', kind: 'theory', secondsHere: null } as PresetSummary
  expect(shape([theory, preset('b', 2)])).toEqual([
    ['Under ten seconds', ['b']],
    ['Theory', ['t']],
  ])
})
