import { expect, test } from 'vitest'
import { parseArguments } from './arguments.ts'
import { generalHelp, verbHelp } from './help.ts'
import { optionsOf, verbNames, verbTable } from './verb-table.ts'

test('the general help names every verb and every exit code', () => {
  const text = generalHelp('1.2.3')
  for (const verb of verbNames) expect(text).toContain(verb)
  expect(text).toMatch(/0 done, 1 failed, 2 wrong usage, 130 interrupted/)
  expect(text).toContain('1.2.3')
})

test('the help of a verb names its options, and its examples are understood', () => {
  for (const verb of verbNames) {
    const text = verbHelp(verb)
    for (const option of optionsOf(verb)) expect(text).toContain(`--${option}`)
    for (const example of verbTable[verb].examples) {
      const words = example.replace(/ > .*/, '').split(' ').slice(1)
      expect(parseArguments(words), example).toMatchObject({ kind: 'verb', verb })
    }
  }
})
