import { expect, test } from 'vitest'
import type { Command } from './register.ts'
import { search } from './search.ts'

const command = (group: Command['group'], title: string): Command => ({ id: title, title, group, run: () => undefined })
const all = [command('Runs', 'seed 3 of pocket grok'), command('Runs', 'Pocket grok'), command('Go to', 'Runs'), command('Experiments', 'Run Pocket grok')]
const titles = (query: string) => search(all, query).flatMap(({ commands }) => commands.map(({ title }) => title))

test('every word must occur, in any order and case', () => {
  expect(titles('GROK run')).toEqual(['Run Pocket grok', 'seed 3 of pocket grok', 'Pocket grok'])
  expect(titles('grok seed')).toEqual(['seed 3 of pocket grok'])
})
test('what begins with the query stands first in its group', () => {
  expect(titles('pocket')).toEqual(['Run Pocket grok', 'Pocket grok', 'seed 3 of pocket grok'])
})
test('without a query everything is listed, places before runs', () => {
  expect(search(all, '').map(({ group }) => group)).toEqual(['Go to', 'Experiments', 'Runs'])
})
test('nothing matches: nothing is listed', () => {
  expect(search(all, 'zebra')).toEqual([])
})
