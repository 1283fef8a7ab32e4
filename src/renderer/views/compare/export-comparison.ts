import type { CurvesData, CurvesSpec } from '../../../figures/index.ts'
import type { RunSummary } from '../../../shared/schema/run.ts'
import { metadataOfRuns } from '../../charts/runs-metadata.ts'
import { copyCurves, fileStem, saveCurvesCsv, saveCurvesPng, saveCurvesSvg } from '../../charts/save-figure.ts'
import type { Drawn, Metric } from '../../../figures/comparison.ts'

/** The drawn comparison as an SVG that carries what is needed to make it again: runs, executors, configurations. */
export function exportSvg(spec: CurvesSpec, data: CurvesData, runs: readonly Drawn[], metric: Metric, version: string): void {
  saveCurvesSvg(spec, data, metadataOfRuns(summaries(runs), version), stem(runs, metric))
}

/** The same as a picture of 600 dots an inch. */
export function exportPng(spec: CurvesSpec, data: CurvesData, runs: readonly Drawn[], metric: Metric, version: string): Promise<void> {
  return saveCurvesPng(spec, data, metadataOfRuns(summaries(runs), version), stem(runs, metric))
}

/** The same picture on the clipboard. */
export function copyComparison(spec: CurvesSpec, data: CurvesData, runs: readonly Drawn[], version: string): Promise<void> {
  return copyCurves(spec, data, metadataOfRuns(summaries(runs), version))
}

/** Every stored point of the drawn runs, in the units of the store. */
export function exportCsv(spec: CurvesSpec, data: CurvesData, runs: readonly Drawn[], metric: Metric): void {
  saveCurvesCsv(spec, data, Object.fromEntries(runs.map(({ run }) => [run.id, run.name])), stem(runs, metric))
}

function stem(runs: readonly Drawn[], metric: Metric): string {
  return fileStem('compare', metric.value, runs.length, 'runs')
}

const summaries = (runs: readonly Drawn[]): readonly RunSummary[] => runs.map(({ run }) => run)
