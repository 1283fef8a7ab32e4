import { formatFixed } from '../../../../figures/formats.ts'
import type { PlotInput } from '../../../../figures/plots/plots-spec.ts'
import { shareWords } from '../panels/circuit/words.ts'
import type { Arm } from '../panels/star/star.ts'
import { inRows, type Drawing } from './drawing.ts'

export interface LargeStar {
  readonly title: string
  readonly arms: readonly Arm[]
  readonly reach: number
  readonly targets: ReadonlyMap<number, number> | null
}

export interface SmallStar {
  readonly k: number
  readonly share: number
  readonly arms: readonly Arm[]
}

/** Every neuron as an arm: large discs at one frequency, small ones at all; rims are the longest arms of the last checkpoint. */
export function starsDrawing(frequency: number, large: readonly LargeStar[], small: readonly SmallStar[], reach: number, pinned: number | null): Drawing {
  const data: Record<string, Record<string, ArrayLike<number>>> = { rim: { x: [0], y: [0], r: [1] } }
  const armsOf = (arms: readonly Arm[], rim: number) => arms.map(({ neuron, x, y }) => {
    const length = Math.hypot(x, y) / rim
    const factor = Math.min(1, length) / (length || 1) / rim
    return { neuron, x: x * factor, y: y * factor, length }
  })
  const segments = (arms: readonly { readonly x: number; readonly y: number }[]) => ({ x: arms.map(() => 0), y: arms.map(() => 0), x2: arms.map(({ x }) => x), y2: arms.map(({ y }) => y) })
  const axis = (size: number) => ({ kind: 'linear' as const, domain: [-size, size] as const, shown: 'none' as const })
  const discs = large.map(({ title, arms, reach: rim, targets }): PlotInput => {
    const own = armsOf(arms, rim)
    const ends = own.filter(({ length }) => length >= 0.12)
    const aims = targets === null ? [] : own.filter(({ length }) => length > 0.15).flatMap(({ neuron }) => targets.get(neuron) ?? [])
    data[`${title} arms`] = segments(own)
    data[`${title} ends`] = { x: ends.map(({ x }) => x), y: ends.map(({ y }) => y) }
    data[`${title} targets`] = { x: aims.map((a) => 1.03 * Math.cos(a)), y: aims.map((a) => 1.03 * Math.sin(a)), x2: aims.map((a) => 1.1 * Math.cos(a)), y2: aims.map((a) => 1.1 * Math.sin(a)) }
    data[`${title} pinned`] = segments(own.filter(({ neuron }) => neuron === pinned))
    const long = ends.filter(({ length }) => length > 0.2)
    return {
      id: `k = ${frequency}, ${title}`, title, subtitle: `k = ${frequency}, rim ${formatFixed(rim, rim < 0.1 ? 3 : 2)}`, aspect: 1, grid: 'none', x: axis(1.15), y: axis(1.15),
      marks: [
        { mark: 'rule', axis: 'x', value: 0, ink: 'grid', width: 1 },
        { mark: 'rule', axis: 'y', value: 0, ink: 'grid', width: 1 },
        { mark: 'circles', data: 'rim', ink: 'n-6', width: 1 },
        { mark: 'segments', data: `${title} targets`, ink: 'n-7', width: 1.5 },
        { mark: 'segments', data: `${title} arms`, width: 1.25, opacity: 0.7 },
        { mark: 'points', data: `${title} ends`, radius: 2.6, names: long.length > 14 ? null : ends.map(({ neuron, length }) => (length > 0.2 ? String(neuron) : '')) },
        { mark: 'segments', data: `${title} pinned`, ink: 'accent', width: 2 },
      ],
    }
  })
  const rows = inRows(small, 15).map((some) => ({
    height: 58,
    plots: some.map(({ k, share, arms }): PlotInput => {
      data[`k = ${k}`] = segments(armsOf(arms, reach))
      return { id: `k = ${k}`, title: String(k), subtitle: shareWords(share), aspect: 1, grid: 'none', x: axis(1.1), y: axis(1.1), marks: [{ mark: 'circles', data: 'rim', ink: 'n-6', width: 1 }, { mark: 'segments', data: `k = ${k}`, width: 1 }] }
    }),
  }))
  return { rows: [{ height: 220, plots: discs }, ...rows], data }
}
