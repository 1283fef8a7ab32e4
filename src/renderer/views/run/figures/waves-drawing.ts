import { shareWords } from '../panels/circuit/words.ts'
import { edge, type WaveRow, type WaveTile } from '../panels/waves/wave-tiles.ts'
import type { Drawing } from './drawing.ts'

const fitted = 96

/** A row for each table, a column for each neuron: its weights along one period, the fitted cosine, its crest and where that should be. */
export function wavesDrawing(rows: readonly WaveRow[]): Drawing {
  const data: Record<string, Record<string, ArrayLike<number>>> = {}
  const drawn = rows.map((row, r) => {
    const reach = edge * row.limit
    const inside = (w: number): number => Math.max(-reach, Math.min(reach, w))
    return {
      height: 96,
      plots: row.tiles.map((tile) => {
        const id = `${row.name} ${tile.neuron}`
        const p = tile.weight.length
        const x = Float64Array.from({ length: fitted + 1 }, (_, i) => (i / fitted) * p - 0.5)
        data[`${id} weights`] = { x: tile.at, y: tile.weight.map(inside), value: tile.weight }
        data[`${id} wave`] = { x, y: x.map((at) => inside(heightOf(tile, at, p))) }
        const crest = (at: number) => (at > p - 0.5 ? at - p : at)
        return {
          id, title: r === 0 ? `neuron ${tile.neuron}` : '', subtitle: r === 0 ? shareWords(tile.share) : '',
          x: { kind: 'linear' as const, domain: [-0.5, p - 0.5] as const, shown: 'none' as const },
          y: { kind: 'linear' as const, domain: [-reach, reach] as const, ticks: [{ value: 0, label: tile === row.tiles[0] ? row.name : '' }] },
          marks: [
            ...(tile.expectedCrest === null ? [] : [{ mark: 'rule' as const, axis: 'x' as const, value: crest(tile.expectedCrest), ink: 'n-6' as const, width: 1.5 }]),
            { mark: 'rule' as const, axis: 'x' as const, value: crest(tile.crest), ink: 'n-7' as const, width: 1, dash: [2, 2] },
            { mark: 'line' as const, data: `${id} wave`, ink: 'n-7' as const, width: 1.25 },
            { mark: 'points' as const, data: `${id} weights`, radius: p > 80 ? 1.3 : 1.7 },
          ],
        }
      }),
    }
  })
  return { rows: drawn, data }
}

function heightOf({ mean, amplitude, phase }: WaveTile, at: number, p: number): number {
  return mean + amplitude * Math.cos((2 * Math.PI * at) / p + phase)
}
