import type { PlotsData } from '../../figures/plots/plots-data.ts'
import { PlotsSpec, type PlotsSpecInput } from '../../figures/plots/plots-spec.ts'
import type { FigureMetadata } from '../../figures/to-svg.ts'
import type { PlotsFigure } from './save-figure.ts'

export function plotsFigure(spec: Omit<PlotsSpecInput, 'version' | 'kind'>, data: PlotsData, metadata: FigureMetadata, name: string): PlotsFigure {
  return { spec: PlotsSpec.parse({ version: 1, kind: 'plots', ...spec }), data, metadata, name }
}
