import { formatInteger } from '../../figures/formats.ts'
import type { PlotsData } from '../../figures/plots/plots-data.ts'
import { PlotsSpec, type PlotsSpecInput } from '../../figures/plots/plots-spec.ts'
import type { FigureMetadata } from '../../figures/to-svg.ts'
import type { MenuItem } from '../components/menu-item.ts'
import { savePlotsCsv, savePlotsPng, savePlotsSvg } from './save-figure.ts'

/** A figure of plots with its numbers, and what travels with it in a file. */
export interface PlotsFigure {
  readonly spec: PlotsSpec
  readonly data: PlotsData
  readonly metadata: FigureMetadata
  /** Name of the files, without their ends. */
  readonly name: string
}

export function plotsFigure(spec: Omit<PlotsSpecInput, 'version' | 'kind'>, data: PlotsData, metadata: FigureMetadata, name: string): PlotsFigure {
  return { spec: PlotsSpec.parse({ version: 1, kind: 'plots', ...spec }), data, metadata, name }
}

/** What can be made of a figure, in the words and the order of every menu of the lab; it is laid out when one is chosen. */
export function plotsItems(make: () => PlotsFigure | null): readonly MenuItem[] {
  const withIt = (use: (figure: PlotsFigure) => void) => (): void => {
    const figure = make()
    if (figure !== null) use(figure)
  }
  return [
    { label: 'Save as SVG', icon: 'download', keys: 'Ctrl+E', apart: true, run: withIt(savePlotsSvg) },
    { label: 'Save as PNG, 600 dots an inch', icon: 'download', run: withIt((figure) => void savePlotsPng(figure)) },
    { label: 'Save as CSV, every value', icon: 'download', run: withIt(savePlotsCsv) },
  ]
}

/** "at step 1 286" for subtitles; empty without one. */
export const atStep = (step: number | null): string => (step === null ? '' : `step ${formatInteger(step)}`)
