import { formatPercent } from '../../../../figures/formats.ts'
import type { MatrixPicture } from '../../../charts/matrix-cell.ts'
import type { LensPair } from '../panels/lens/lens.ts'
import { across, inRows, places, rowsDown, type Drawing } from './drawing.ts'

export interface LensParts {
  readonly name: string
  readonly map: MatrixPicture | null
  readonly pair: LensPair | null
  readonly train: number | undefined
  readonly test: number | undefined
}

const share = (value: number | undefined): string => (value === undefined ? '–' : formatPercent(value))

/** The probability of the right answer for every pair after each part, with the share that is right; below, the largest outputs to one pair. */
export function lensDrawing(depths: readonly LensParts[], { a, b }: { readonly a: number; readonly b: number }): Drawing {
  const logits = depths.flatMap(({ pair }) => (pair ? pair.leading.map(({ logit }) => logit) : []))
  const [low, high] = [Math.min(0, ...logits), Math.max(1, ...logits)]
  const rows = inRows(depths.map((depth, i) => ({ ...depth, i })), 4).flatMap((some, row): Drawing['rows'] => [
    {
      height: 210,
      plots: some.map(({ name, map, train, test, i }, column) => ({
        id: `map ${i}`, title: name, aspect: 1, grid: 'none', x: across(map?.columns ?? 1, 'all', `train ${share(train)}, test ${share(test)}`), y: rowsDown(map?.rows ?? 1),
        bar: row === 0 && column === some.length - 1 ? { map: 'tide', limits: [0, 1], low: formatPercent(0, 0), high: formatPercent(1, 0) } : null,
        marks: [
          { mark: 'heat', data: `map ${i}`, map: 'tide', limits: [0, 1] },
          { mark: 'points', data: 'pair', shape: 'ring', ink: 'accent', radius: 3 },
        ],
      })),
    },
    ...(some.every(({ pair }) => pair === null)
      ? []
      : [
          {
            height: 40 + 16 * 5,
            plots: some.map(({ pair, i }) => ({
              id: `outputs ${i}`, grid: 'none' as const, x: { kind: 'linear' as const, domain: [low, high] as [number, number], title: `outputs to ${a}, ${b}` }, y: rowsDown(pair?.leading.length ?? 1, 'all', '', pair?.leading.map(({ answer }) => String(answer)) ?? null),
              marks: [{ mark: 'bars' as const, data: `outputs ${i}`, ink: 'n-7' as const }],
            })),
          },
        ]),
  ])
  const data = depths.flatMap(({ map, pair }, i) => [
    [`map ${i}`, map === null ? {} : { x: places(map.columns), y: places(map.rows), value: map.values }] as const,
    [`outputs ${i}`, { x: (pair?.leading ?? []).map(() => 0), y: (pair?.leading ?? []).map((_, row) => row - 0.3), x2: (pair?.leading ?? []).map(({ logit }) => logit), y2: (pair?.leading ?? []).map((_, row) => row + 0.3) }] as const,
  ])
  return { rows, data: { ...Object.fromEntries(data), pair: { x: [b], y: [a] } } }
}
