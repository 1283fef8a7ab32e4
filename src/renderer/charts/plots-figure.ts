import type { PlotsData } from '../../figures/plots/plots-data.ts'
import { PlotsSpec, type PlotsSpecInput } from '../../figures/plots/plots-spec.ts'
import type { FigureMetadata } from '../../figures/to-svg.ts'
import type { MenuItem } from '../components/menu-item.ts'
import { useNotices } from '../stores/notices.ts'
import { copyPlots, savePlotsCsv, savePlotsPng, savePlotsSvg, type PlotsFigure } from './save-figure.ts'

export function plotsFigure(spec: Omit<PlotsSpecInput, 'version' | 'kind'>, data: PlotsData, metadata: FigureMetadata, name: string): PlotsFigure {
  return { spec: PlotsSpec.parse({ version: 1, kind: 'plots', ...spec }), data, metadata, name }
}

/** What can be made of a figure, in the words and the order of every menu of the lab; it is laid out, and what it lacks is read, when one is chosen. */
export function plotsItems(make: () => PlotsFigure | null | Promise<PlotsFigure | null>): readonly MenuItem[] {
  async function withIt(use: (figure: PlotsFigure) => void | Promise<void>): Promise<void> {
    try {
      const figure = await make()
      if (figure !== null) await use(figure)
      else useNotices().tell('There is nothing to save yet: its numbers are still being computed.')
    } catch (error) {
      useNotices().fail('The figure was not saved', error)
    }
  }
  return [
    { label: 'Save as SVG', icon: 'download', keys: 'Ctrl+E', apart: true, run: () => void withIt(savePlotsSvg) },
    { label: 'Save as PNG, 600 dots an inch', icon: 'download', run: () => void withIt(savePlotsPng) },
    { label: 'Save as CSV, every value', icon: 'download', run: () => void withIt(savePlotsCsv) },
    { label: 'Copy picture', icon: 'copy', keys: 'Shift+Y', run: () => void withIt(copyPlots) },
  ]
}

/** The same items in a menu of several figures: each says which it is of, and none has the keys. */
export function namedItems(what: string, items: readonly MenuItem[]): readonly MenuItem[] {
  return items.map(({ keys: _, ...item }) => ({ ...item, label: item.label.replace(/^Save as/, `${what} as`).replace(/^Copy picture$/, `Copy picture: ${what}`) }))
}
