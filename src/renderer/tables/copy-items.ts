import type { MenuItem } from '../components/menu-item.ts'
import { useNotices } from '../stores/notices.ts'
import { toCsv, toLatex, toMarkdown, type TextTable } from './text-table.ts'

/** A table as it is shown, and with numbers that have all their digits. */
export interface TableTexts {
  readonly shown: TextTable
  readonly raw: TextTable
}

/** A table copied as text, in the words and the order of every menu of the lab. */
export function copyItems(make: () => TableTexts): readonly MenuItem[] {
  const item = (kind: string, write: (table: TableTexts) => string): MenuItem => ({
    label: `Copy as ${kind}`,
    icon: 'copy',
    run: () => {
      const table = make()
      const [rows, columns] = [table.shown.rows.length, table.shown.head.length - 1]
      void copyText(write(table), `Copied as ${kind}: ${rows} ${rows === 1 ? 'row' : 'rows'}, ${columns} ${columns === 1 ? 'column' : 'columns'}.`)
    },
  })
  return [item('LaTeX', ({ shown }) => toLatex(shown)), item('Markdown', ({ shown }) => toMarkdown(shown)), item('CSV', ({ raw }) => toCsv(raw))]
}

/** Puts text on the clipboard and says so. */
export async function copyText(text: string, said: string): Promise<void> {
  const notices = useNotices()
  try {
    await navigator.clipboard.writeText(text)
    notices.tell(said)
  } catch (error) {
    notices.fail('Nothing was copied', error)
  }
}
