import { pairs } from './table.ts'
import { optionsOf, optionTable, verbNames, verbTable, type OptionName, type VerbName, type VerbSpec } from './verb-table.ts'

const optionText = (option: OptionName): string => `--${option}${optionTable[option].value === '' ? '' : ` ${optionTable[option].value}`}`

const indented = (text: string): string => text.replace(/^(?=.)/gm, '  ')

function usage(verb: VerbName): string {
  const { operand, options, required = [] }: VerbSpec = verbTable[verb]
  const shown = options.map((option) => (required.includes(option) ? optionText(option) : `[${optionText(option)}]${'repeatable' in optionTable[option] ? '...' : ''}`))
  return ['grokscope', verb, ...(operand === null ? [] : [operand.name]), ...shown].join(' ')
}

/** What can be done from the command line; every verb in a line. */
export function generalHelp(version: string): string {
  const verbs = verbNames.map((verb) => [verb, verbTable[verb].summary] as const)
  return (
    `Grokscope ${version}: a lab for grokking, the delayed generalisation of small neural networks.\n\n` +
    `grokscope                  opens the lab\ngrokscope VERB [options]   does one thing without a window\n\n` +
    indented(pairs(verbs)) +
    `\ngrokscope VERB --help tells more about one. Every verb takes --store DIR and --json.\n` +
    `Results go to standard output, progress to standard error. Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted.\n`
  )
}

export function verbHelp(verb: VerbName): string {
  const { summary, operand, examples }: VerbSpec = verbTable[verb]
  const options = optionsOf(verb).map((option) => [optionText(option), optionTable[option].help] as const)
  const rows = [...(operand === null ? [] : [[operand.name, operand.help] as const]), ...options]
  return `${usage(verb)}\n\n${summary}\n\n${indented(pairs(rows))}\nFor example:\n${indented(examples.map((example) => `${example}\n`).join(''))}`
}
