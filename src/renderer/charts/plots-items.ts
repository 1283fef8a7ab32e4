import type { MenuItem } from '../components/menu-item.ts'
import { useNotices } from '../stores/notices.ts'
import type * as Files from './save-figure.ts'
import type { PlotsFigure } from './save-figure.ts'

/** What can be made of a figure, in the words and the order of every menu of the lab; it is laid out, and what it lacks is read, when one is chosen. */
export function plotsItems(make: () => PlotsFigure | null | Promise<PlotsFigure | null>): readonly MenuItem[] {
  async function withIt(use: (files: typeof Files, figure: PlotsFigure) => void | Promise<void>): Promise<void> {
    try {
      // What writes the files knows every kind of figure: a screen does not wait for it.
      const [files, figure] = await Promise.all([import('./save-figure.ts'), make()])
      if (figure !== null) await use(files, figure)
      else useNotices().tell('There is nothing to save yet: its numbers are still being computed.')
    } catch (error) {
      useNotices().fail('The figure was not saved', error)
    }
  }
  return [
    { label: 'Save as SVG', icon: 'download', keys: 'Ctrl+E', apart: true, run: () => void withIt((files, figure) => files.savePlotsSvg(figure)) },
    { label: 'Save as PNG, 600 dots an inch', icon: 'download', run: () => void withIt((files, figure) => files.savePlotsPng(figure)) },
    { label: 'Save as CSV, every value', icon: 'download', run: () => void withIt((files, figure) => files.savePlotsCsv(figure)) },
    { label: 'Copy picture', icon: 'copy', keys: 'Shift+Y', run: () => void withIt((files, figure) => files.copyPlots(figure)) },
  ]
}

/** The same items in a menu of several figures: each says which it is of, and none has the keys. */
export function namedItems(what: string, items: readonly MenuItem[]): readonly MenuItem[] {
  return items.map(({ keys: _, ...item }) => ({ ...item, label: item.label.replace(/^Save as/, `${what} as`).replace(/^Copy picture$/, `Copy picture: ${what}`) }))
}
