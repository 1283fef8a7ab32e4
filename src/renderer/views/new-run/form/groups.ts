import type { Field } from './fields.ts'

export interface FieldGroup {
  readonly id: string
  readonly title: string
  readonly fields: readonly Field[]
}

/** Where the keys of a configuration stand in the form, in this order. */
const places: readonly (readonly [id: string, title: string, keys: readonly string[]])[] = [
  ['task', 'Task', ['task']],
  ['split', 'Split', ['split']],
  ['model', 'Model', ['model']],
  ['loss', 'Loss', ['loss', 'penalties', 'noise']],
  ['optimiser', 'Optimiser', ['optimiser', 'filter', 'constraint']],
  ['schedule', 'Schedule', ['steps', 'seed', 'batch', 'precision']],
  ['log', 'Log and checkpoints', ['log', 'checkpoint']],
  ['measures', 'Measures', ['measures']],
]

/** The fields in their groups; each key of the schema is in one. */
export function groupsOf(fields: readonly Field[]): readonly FieldGroup[] {
  return places.map(([id, title, keys]) => ({
    id,
    title,
    fields: keys.flatMap((key) => fields.filter(({ path }) => path === key || path.startsWith(`${key}.`))),
  }))
}

export const groupOf = (path: string): string => places.find(([, , keys]) => keys.includes(path.split('.')[0] ?? ''))?.[0] ?? 'schedule'

/** The fields that hold every word of a query, in their path, help or unit. Without a query all do. */
export function matching(fields: readonly Field[], query: string): readonly Field[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean)
  return fields.filter(({ path, help, unit, options }) => {
    const text = `${path} ${path.replaceAll('_', ' ')} ${help} ${unit} ${options.join(' ')}`.toLowerCase()
    return wanted.every((word) => text.includes(word))
  })
}
