import { z } from 'zod'
import type { PlotInput } from '../../../figures/plots/plots-spec.ts'
import type { TheoryAnswer, TheoryCurve } from '../../../shared/schema/theory.ts'
import { plotsFigure } from '../../charts/plots-figure.ts'
import { fileStem, type PlotsFigure } from '../../charts/save-figure.ts'
import { inRows } from '../run/figures/drawing.ts'
import { roleOf, theoryAxes, type TheoryChart } from './theory-charts.ts'

/** All curves of a piece of theory, two charts a row, on the axes of the screen; its formula and its numbers travel with it. */
export function theoryFigure(id: string, title: string, answer: TheoryAnswer, charts: readonly TheoryChart[]): PlotsFigure {
  const key = (chart: number, curve: number): string => `${chart + 1}: ${charts[chart]?.curves[curve]?.label ?? ''}`
  const plots = charts.map((chart, c): PlotInput => {
    const { x, y } = theoryAxes(chart, [0, 100], [100, 0])
    return {
      id: `${c + 1} ${chart.title} over ${chart.over}`, title: chart.title, subtitle: `over ${chart.over}`, legend: 'row',
      x: { kind: x.kind === 'log' ? 'log' : 'linear', domain: [x.domain[0], x.domain[1]], title: chart.over }, y: { kind: y.kind === 'log' ? 'log' : 'linear', domain: [y.domain[0], y.domain[1]] },
      marks: chart.curves.map((curve, i) => ({ mark: curve.marks === 'points' ? ('points' as const) : ('line' as const), data: key(c, i), ...inkOf(curve, i), label: chart.curves.length > 1 ? curve.label : null })),
    }
  })
  const data = Object.fromEntries(charts.flatMap(({ curves }, c) => curves.map(({ x, y }, i) => [key(c, i), { x, y }] as const)))
  const notes = [answer.theory.formula.slice(0, 300)]
  return plotsFigure({ title, notes, sentence: answer.theory.source.slice(0, 2000), rows: inRows(plots, 2).map((some) => ({ height: 240, plots: some })) }, data, { runs: [], versions: {}, source: { theory: id, parameters: z.json().parse(answer.parameters) } }, fileStem('theory', id))
}

function inkOf(curve: TheoryCurve, i: number): { readonly ink: 'train' | 'test' } | { readonly slot: number } {
  const role = roleOf(curve)
  return role === null ? { slot: (i % 28) + 1 } : { ink: role }
}
