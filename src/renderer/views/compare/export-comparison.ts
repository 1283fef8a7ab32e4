import type { CurvesData, CurvesSpec } from '../../../figures/index.ts'
import type { RunConfig } from '../../../shared/schema/run-config.ts'
import { fileStem, saveCurvesCsv, saveCurvesSvg } from '../../charts/save-figure.ts'
import type { Drawn, Metric } from './metrics.ts'

/** The drawn comparison as an SVG that carries what is needed to make it again: runs, executors, configurations. */
export function exportSvg(spec: CurvesSpec, data: CurvesData, runs: readonly Drawn[], metric: Metric, version: string): void {
  const executors = [...new Set(runs.map(({ run }) => `${run.executor ?? 'none'} ${run.executorBuild ?? ''}`.trim()))].join(', ')
  const metadata = {
    runs: runs.map(({ run }) => run.id),
    versions: { grokscope: version, executor: executors },
    source: { configurations: Object.fromEntries(runs.map(({ run }) => [run.id, jsonOf(run.config)])) },
  }
  saveCurvesSvg(spec, data, metadata, stem(runs, metric))
}

/** Every stored point of the drawn runs, in the units of the store. */
export function exportCsv(spec: CurvesSpec, data: CurvesData, runs: readonly Drawn[], metric: Metric): void {
  saveCurvesCsv(spec, data, Object.fromEntries(runs.map(({ run }) => [run.id, run.name])), stem(runs, metric))
}

function stem(runs: readonly Drawn[], metric: Metric): string {
  return fileStem('compare', metric.value, runs.length, 'runs')
}

function jsonOf(config: RunConfig): Parameters<typeof saveCurvesSvg>[2]['source'][string] {
  return JSON.parse(JSON.stringify(config))
}
