import type { Command } from './register.ts'

/** At most this many runs are listed for one query; typing more narrows them. */
const mostShown = 60

export interface Found {
  readonly group: Command['group']
  readonly commands: readonly Command[]
}

const order: readonly Command['group'][] = ['This run', 'Edit', 'Go to', 'Experiments', 'Compare', 'View', 'Guide', 'Help', 'Runs']

/** Commands that hold every word of the query, in groups; what begins with the query stands first within its group. */
export function search(commands: readonly Command[], query: string): readonly Found[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const beginning = words.join(' ')
  const found = commands
    .filter((command) => words.every((word) => `${command.group} ${command.title}`.toLowerCase().includes(word)))
    .map((command) => ({ command, rank: command.title.toLowerCase().startsWith(beginning) ? 0 : 1 }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ command }) => command)
  return order
    .map((group) => ({ group, commands: found.filter((command) => command.group === group).slice(0, mostShown) }))
    .filter(({ commands }) => commands.length > 0)
}
