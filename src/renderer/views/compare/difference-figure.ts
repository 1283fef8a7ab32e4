import { formatInteger } from '../../../figures/formats.ts'
import { CurvesSpec, type CurvesData } from '../../../figures/index.ts'
import type { Curves, RunId } from '../../../shared/schema/run.ts'
import { curveDifference, type DifferenceAt } from './curve-difference.ts'
import type { Drawn, Metric } from '../../../figures/comparison.ts'

/** Each run less the baseline, as a figure: the words say at which steps. */
export function differenceFigure(metric: Metric, runs: readonly Drawn[], base: Drawn, curves: ReadonlyMap<RunId, Curves>, at: DifferenceAt, from: number): { readonly spec: CurvesSpec; readonly data: CurvesData } {
  const reference = curves.get(base.run.id)?.[metric.value]
  const others = runs.filter(({ run }) => run.id !== base.run.id)
  const made = others.flatMap(({ run, name }) => {
    const own = curves.get(run.id)?.[metric.value]
    return own && reference ? [{ run, name, ...curveDifference(own, reference, at) }] : []
  })
  const last = Math.max(from * 2, ...made.map(({ series }) => series.steps.at(-1) ?? 0))
  const spec = CurvesSpec.parse({
    version: 1,
    kind: 'curves',
    title: `${metric.title} less that of ${base.name}`,
    ...(from > 1 ? { step: { domain: [from, last] } } : {}),
    panels: [{
      id: metric.value,
      title: `${metric.title} − ${base.name}`,
      subtitle: at === 'hold' ? 'at every logged step of either, the last logged value held' : commonWords(made.map(({ series, of }) => [series.steps.length, of])),
      y: { kind: 'linear', domain: null, percent: metric.y.kind === 'accuracy' },
      references: [{ value: 0, label: `${base.name}, baseline` }],
      lines: made.map(({ run, name }) => ({ run: run.id, series: metric.value, role: metric.role, colour: { by: 'run', slot: run.colourSlot }, label: name })),
    }],
  })
  return { spec, data: Object.fromEntries(made.map(({ run, series }) => [run.id, { [metric.value]: series }])) }
}

function commonWords(counts: readonly (readonly [number, number])[]): string {
  const least = counts.reduce((low, each) => (each[0] < low[0] ? each : low), counts[0] ?? [0, 0])
  const isEqual = counts.every(([common, of]) => common === least[0] && of === least[1])
  return `at ${isEqual ? '' : 'at least '}${formatInteger(least[0])} of ${formatInteger(least[1])} logged steps, which both have`
}
