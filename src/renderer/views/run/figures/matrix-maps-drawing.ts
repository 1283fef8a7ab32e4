import { formatPercent } from '../../../../figures/formats.ts'
import type { ColourMapName } from '../../../../figures/spec-parts.ts'
import type { MatrixPicture } from '../../../charts/matrix-cell.ts'
import type { PlaceShare } from '../panels/attention-patterns.ts'
import { across, inRows, places, rowsDown, type Drawing } from './drawing.ts'

const cells = ({ values, rows, columns }: MatrixPicture) => ({ x: places(columns), y: places(rows), value: values })

export interface GridParts {
  readonly picture: MatrixPicture
  readonly limits: readonly [number, number]
  readonly map: ColourMapName
  /** Of colours: what the lower and the upper limit are called; null where colours are names. */
  readonly bar: { readonly low: string; readonly high: string } | null
  readonly title: string
  readonly subtitle: string
  /** 1 where the pair is trained on. */
  readonly trained: ArrayLike<number>
  readonly pinned: { readonly a: number; readonly b: number } | null
}

/** A cell for every pair, a down and b across, pairs trained on dotted, the pinned pair outlined. */
export function pairGridDrawing({ picture, limits, map, bar, title, subtitle, trained, pinned }: GridParts): Drawing {
  const n = picture.columns
  const dotted = Array.from({ length: n * picture.rows }, (_, i) => i).filter((i) => trained[i] === 1)
  return {
    rows: [
      {
        height: 470,
        plots: [
          {
            id: 'pairs', title, subtitle, aspect: n / picture.rows, grid: 'none', x: across(n, 'all', 'b →, a ↓'), y: rowsDown(picture.rows),
            bar: bar === null ? null : { map, limits: [limits[0], limits[1]], ...bar },
            marks: [
              { mark: 'heat', data: 'cells', map, limits: [limits[0], limits[1]] },
              { mark: 'points', data: 'trained', radius: Math.min(1.4, Math.max(0.5, 60 / n)), ink: 'text', opacity: 0.55 },
              ...(pinned === null ? [] : [{ mark: 'line' as const, data: 'pinned', ink: 'accent' as const, width: 1.5 }]),
            ],
          },
        ],
      },
    ],
    data: {
      cells: cells(picture),
      trained: { x: dotted.map((i) => i % n), y: dotted.map((i) => Math.floor(i / n)) },
      ...(pinned === null ? {} : { pinned: { x: [-0.5, 0.5, 0.5, -0.5, -0.5].map((d) => pinned.b + d), y: [-0.5, -0.5, 0.5, 0.5, -0.5].map((d) => pinned.a + d) } }),
    },
  }
}

export interface HeadParts {
  readonly head: number
  readonly map: MatrixPicture | null
  readonly shares: readonly PlaceShare[]
}

/** A map over all pairs for each head, and below it what the head pays to each place: bars for the pair, ticks for the mean. */
export function attentionDrawing(heads: readonly HeadParts[], a: number, b: number): Drawing {
  const rows = inRows(heads, 4).flatMap((some): Drawing['rows'] => [
    {
      height: 200,
      plots: some.map(({ head, map }) => ({
        id: `head ${head}`, title: `Head ${head}`, aspect: map === null ? 1 : map.columns / map.rows, grid: 'none', x: across(map?.columns ?? 1, 'all', 'b →, a ↓'), y: rowsDown(map?.rows ?? 1),
        marks: [
          { mark: 'heat', data: `map ${head}`, map: 'tide', limits: [0, 1] },
          { mark: 'points', data: 'pair', shape: 'ring', ink: 'accent', radius: 3 },
        ],
      })),
    },
    {
      height: 40 + 16 * (some[0]?.shares.length ?? 1),
      plots: some.map(({ head, shares }) => ({
        id: `shares ${head}`, grid: 'none', x: { kind: 'linear', domain: [0, 1], percent: true, title: `pair ${a}, ${b}; ticks: mean` }, y: rowsDown(shares.length, 'all', '', shares.map(({ place }) => place)),
        marks: [{ mark: 'bars', data: `shares ${head}`, ink: 'n-7' }, { mark: 'segments', data: `means ${head}`, width: 2 }],
      })),
    },
  ])
  const data = heads.flatMap(({ head, map, shares }) => [
    [`map ${head}`, map === null ? {} : cells(map)] as const,
    [`shares ${head}`, { x: shares.map(() => 0), y: shares.map((_, i) => i - 0.3), x2: shares.map(({ pair }) => pair ?? NaN), y2: shares.map((_, i) => i + 0.3) }] as const,
    [`means ${head}`, { x: shares.map(({ mean }) => mean), y: shares.map((_, i) => i - 0.42), x2: shares.map(({ mean }) => mean), y2: shares.map((_, i) => i + 0.42) }] as const,
  ])
  return { rows, data: { ...Object.fromEntries(data), pair: { x: [b], y: [a] } } }
}

export interface SheetFrame {
  readonly step: number
  readonly matrix: MatrixPicture
  readonly title: string
  readonly words: string
}

/** The same matrix at some checkpoints: limits and order of columns are the same in all. */
export function sheetDrawing(frames: readonly SheetFrame[], here: number | null, limits: readonly [number, number], map: ColourMapName, order: ArrayLike<number> | null): Drawing {
  const ordered = frames.map((frame) => ({ ...frame, matrix: inOrder(frame.matrix, order) }))
  const first = ordered[0]?.matrix ?? { rows: 1, columns: 1, values: new Float64Array(1) }
  const most = first.columns > 2 * first.rows ? 2 : 4
  // A double column is about 784 px of the screen's text, less the gaps between plots.
  const height = 28 + ((784 - 24 * (most - 1)) / most) * (first.rows / first.columns)
  return {
    rows: inRows(ordered, most).map((some, i) => ({
      height: Math.max(48, Math.min(260, height)),
      plots: some.map(({ step, matrix, title, words }, j) => ({
        id: `step ${step}`, title, subtitle: words, aspect: matrix.columns / matrix.rows, grid: 'none', frame: step === here ? 'accent' : 'plain',
        x: across(matrix.columns, 'none'), y: rowsDown(matrix.rows, 'none'),
        bar: i === 0 && j === some.length - 1 ? { map, limits: [limits[0], limits[1]], low: formatLimit(limits[0]), high: formatLimit(limits[1]) } : null,
        marks: [{ mark: 'heat', data: `step ${step}`, map, limits: [limits[0], limits[1]] }],
      })),
    })),
    data: Object.fromEntries(ordered.map(({ step, matrix }) => [`step ${step}`, cells(matrix)])),
  }
}

const formatLimit = (value: number): string => String(Number(value.toPrecision(3))).replace('-', '\u2212')

function inOrder(picture: MatrixPicture, order: ArrayLike<number> | null): MatrixPicture {
  if (order === null) return picture
  const columns = Array.from(order).filter((column) => column < picture.columns)
  const values = new Float64Array(picture.rows * columns.length)
  for (let row = 0; row < picture.rows; row++) columns.forEach((column, place) => (values[row * columns.length + place] = picture.values[row * picture.columns + column]!))
  return { rows: picture.rows, columns: columns.length, values }
}

/** Shares of things (down) in neurons (across), the number of clear ones at the right. */
export function shareMapDrawing(shares: ArrayLike<number>, names: readonly string[], columns: number, title: string): Drawing {
  return {
    rows: [
      {
        height: Math.max(120, Math.min(420, 60 + 18 * names.length)),
        plots: [
          {
            id: 'shares', title, grid: 'none', x: across(columns, 'all', 'neurons, in order'), y: rowsDown(names.length, 'all', '', names),
            bar: { map: 'tide', limits: [0, 1], low: formatPercent(0, 0), high: formatPercent(1, 0) },
            marks: [{ mark: 'heat', data: 'shares', map: 'tide', limits: [0, 1] }],
          },
        ],
      },
    ],
    data: { shares: { x: places(columns), y: places(names.length), value: shares } },
  }
}

/** The share of each right class (down) that is answered as each class (across). */
export function confusionDrawing(picture: MatrixPicture, of: string): Drawing {
  return {
    rows: [
      {
        height: 360,
        plots: [
          {
            id: 'confusion', subtitle: `${of}; right class ↓, answered →`, aspect: picture.columns / picture.rows, grid: 'none', x: across(picture.columns, 'all', 'answered'), y: rowsDown(picture.rows),
            bar: { map: 'tide', limits: [0, 1], low: formatPercent(0, 0), high: formatPercent(1, 0) },
            marks: [{ mark: 'heat', data: 'shares', map: 'tide', limits: [0, 1] }],
          },
        ],
      },
    ],
    data: { shares: cells(picture) },
  }
}

/** What some neurons read of each pixel, an image each, with the same limits. */
export function neuronImagesDrawing(images: readonly { readonly title: string; readonly picture: MatrixPicture }[], limits: readonly [number, number]): Drawing {
  const perRow = 8
  return {
    rows: inRows(images, perRow).map((some, row) => ({
      height: 104,
      plots: some.map(({ title, picture }, i) => ({
        id: `neuron ${title}`, title, aspect: picture.columns / picture.rows, grid: 'none', x: across(picture.columns, 'none'), y: rowsDown(picture.rows, 'none'),
        bar: row === 0 && i === some.length - 1 ? { map: 'BrBG', limits: [limits[0], limits[1]], low: formatLimit(limits[0]), high: formatLimit(limits[1]) } : null,
        marks: [{ mark: 'heat', data: `neuron ${title}`, map: 'BrBG', limits: [limits[0], limits[1]] }],
      })),
    })),
    data: Object.fromEntries(images.map(({ title, picture }) => [`neuron ${title}`, cells(picture)])),
  }
}
