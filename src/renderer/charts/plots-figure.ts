import type { PlotsData } from '../../figures/plots/plots-data.ts'
import { PlotsSpec, type PlotsSpecInput } from '../../figures/plots/plots-spec.ts'
import type { FigureMetadata } from '../../figures/to-svg.ts'
import type { MenuItem } from '../components/menu-item.ts'
import { useNotices } from '../stores/notices.ts'
import { copyPlots, savePlotsCsv, savePlotsPng, savePlotsSvg, type PlotsFigure } from './save-figure.ts'

export function plotsFigure(spec: Omit<PlotsSpecInput, 'version' | 'kind'>, data: PlotsData, metadata: FigureMetadata, name: string): PlotsFigure {
  return { spec: PlotsSpec.parse({ version: 1, kind: 'plots', ...spec }), data, metadata, name }
}

/** What can be made of a figure, in the words and the order of every menu of the lab; it is laid out when one is chosen. */
export function plotsItems(make: () => PlotsFigure | null): readonly MenuItem[] {
  const withIt = (use: (figure: PlotsFigure) => void) => (): void => {
    const figure = make()
    if (figure !== null) use(figure)
    else useNotices().tell('There is nothing to save yet: its numbers are still being computed.')
  }
  return [
    { label: 'Save as SVG', icon: 'download', keys: 'Ctrl+E', apart: true, run: withIt(savePlotsSvg) },
    { label: 'Save as PNG, 600 dots an inch', icon: 'download', run: withIt((figure) => void savePlotsPng(figure).catch((error: unknown) => useNotices().fail('The picture was not saved', error))) },
    { label: 'Save as CSV, every value', icon: 'download', run: withIt(savePlotsCsv) },
    { label: 'Copy picture', icon: 'copy', keys: 'Shift+Y', run: withIt((figure) => void copyPlots(figure)) },
  ]
}
