import { formatInteger } from '../../../../figures/formats.ts'
import type { StepDomain } from '../../../../shared/runs/step-domain.ts'
import type { NumberLine } from '../panels/number-line/number-line.ts'
import { rowsDown, stepsTo, type Drawing } from './drawing.ts'

export interface NumberLineParts {
  readonly steps: readonly number[]
  /** [symbols][checkpoints] */
  readonly lines: readonly (readonly number[])[]
  readonly domain: StepDomain
  readonly step: number
  readonly line: NumberLine
  readonly reach: number
  readonly pinned: number | null
}

/** Where each symbol stands over time; and at one checkpoint the number line with the midpoints of the pairs of each sum below it. */
export function numberLineDrawing({ steps, lines, domain, step, line, reach, pinned }: NumberLineParts): Drawing {
  const rungs = line.sums.filter(({ middles }) => middles.length > 1)
  const middles = (alone: boolean) => rungs.flatMap(({ middles: own }, i) => own.filter(({ matches }) => (matches === 0) === alone).map(({ at }) => ({ at, i: i + 1 })))
  const [alone, met] = [middles(true), middles(false)]
  const spans = rungs.map(({ middles: own }) => own.map(({ at }) => at))
  return {
    rows: [
      {
        height: Math.max(240, Math.min(480, 80 + 16 * rungs.length)),
        plots: [
          {
            id: 'over-time', title: 'Over time', subtitle: 'where each symbol stands', x: stepsTo(domain), y: { kind: 'linear', domain: [-reach, reach] },
            marks: [
              ...lines.map((_, symbol) => ({ mark: 'line' as const, data: `symbol ${symbol}`, ink: symbol === pinned ? ('accent' as const) : ('text' as const), width: symbol === pinned ? 2.25 : 1.5, label: String(symbol) })),
              { mark: 'rule', axis: 'x', value: step, ink: 'accent', width: 1.5 },
            ],
          },
          {
            id: 'here', title: `At step ${formatInteger(step)}`, subtitle: 'midpoints of the pairs of each sum', grid: 'none',
            x: { kind: 'linear', domain: [-reach, reach] }, y: rowsDown(rungs.length + 1, 'all', '', ['line', ...rungs.map(({ sum, present, all }) => `${sum} (${present}/${all})`)]),
            marks: [
              { mark: 'segments', data: 'spans', ink: 'n-6', width: 1.5 },
              { mark: 'points', data: 'line', radius: 3.5, names: Array.from(line.at, (_, symbol) => String(symbol)) },
              { mark: 'points', data: 'met', radius: 2.8 },
              { mark: 'points', data: 'alone', radius: 2.8, shape: 'ring', ink: 'n-7' },
            ],
          },
        ],
      },
    ],
    data: {
      ...Object.fromEntries(lines.map((values, symbol) => [`symbol ${symbol}`, { x: steps, y: values }])),
      line: { x: line.at, y: Array.from(line.at, () => 0) },
      spans: { x: spans.map((at) => Math.min(...at)), y: spans.map((_, i) => i + 1), x2: spans.map((at) => Math.max(...at)), y2: spans.map((_, i) => i + 1) },
      met: { x: met.map(({ at }) => at), y: met.map(({ i }) => i) },
      alone: { x: alone.map(({ at }) => at), y: alone.map(({ i }) => i) },
    },
  }
}
