import { formatInteger } from '../../../../figures/formats.ts'
import type { PlotInput } from '../../../../figures/plots/plots-spec.ts'
import { shareWords } from '../panels/circuit/words.ts'
import { inRows, type Drawing } from './drawing.ts'

interface Hand {
  readonly length: number
  readonly phase: number
}

/** A neuron as a clock: hands for the symbols, a point on the rim for the answer, a notch where it should be. */
export interface DrawnClock {
  readonly neuron: number
  readonly a: Hand
  readonly b: Hand | null
  readonly answer: Hand | null
  readonly expected: number | null
}

export interface ClockRow {
  readonly frequency: number
  readonly share: number
  readonly all: number
  readonly clocks: readonly DrawnClock[]
}

export interface PhasePoint {
  readonly x: number
  readonly y: number
  readonly size: number
}

const pi = [{ value: -Math.PI, label: '−π' }, { value: 0, label: '0' }, { value: Math.PI, label: 'π' }]
const mostAcross = 12

/** Rows of clocks of one frequency each, and below them the phases of all neurons against each other. */
export function clocksDrawing(rows: readonly ClockRow[], phases: { readonly points: readonly PhasePoint[]; readonly xTitle: string; readonly yTitle: string; readonly hasLaw: boolean } | null): Drawing {
  const data: Record<string, Record<string, ArrayLike<number>>> = {}
  const drawn = rows.flatMap((row) => inRows(row.clocks, mostAcross).map((some, part) => {
    const id = `k = ${row.frequency}${part === 0 ? '' : `, ${part + 1}`}`
    const at = some.map((_, i) => 2.3 * i)
    const end = (hand: Hand, i: number) => ({ x: at[i]! + Math.min(1, hand.length) * Math.cos(hand.phase), y: Math.min(1, hand.length) * Math.sin(hand.phase) })
    const hands = (of: (clock: DrawnClock) => Hand | null) => {
      const own = some.flatMap((clock, i) => { const hand = of(clock); return hand === null ? [] : [{ from: at[i]!, to: end(hand, i) }] })
      return { x: own.map(({ from }) => from), y: own.map(() => 0), x2: own.map(({ to }) => to.x), y2: own.map(({ to }) => to.y) }
    }
    const rim = some.flatMap(({ answer }, i) => (answer === null ? [] : [{ x: at[i]! + Math.cos(answer.phase), y: Math.sin(answer.phase), size: 0.4 + 0.8 * Math.min(1, answer.length) }]))
    const notches = some.flatMap(({ expected }, i) => (expected === null ? [] : [{ at: at[i]!, x: Math.cos(expected), y: Math.sin(expected) }]))
    data[`${id} rims`] = { x: at, y: at.map(() => 0), r: at.map(() => 1) }
    data[`${id} a`] = hands(({ a }) => a)
    data[`${id} b`] = hands(({ b }) => b)
    data[`${id} answer`] = { x: rim.map(({ x }) => x), y: rim.map(({ y }) => y), size: rim.map(({ size }) => size) }
    data[`${id} expected`] = { x: notches.map(({ at: x, x: dx }) => x + 0.85 * dx), y: notches.map(({ y }) => 0.85 * y), x2: notches.map(({ at: x, x: dx }) => x + 1.15 * dx), y2: notches.map(({ y }) => 1.15 * y) }
    data[`${id} names`] = { x: at, y: at.map(() => -1.45) }
    const plot: PlotInput = {
      id, title: part === 0 ? `k = ${row.frequency}` : '', subtitle: part === 0 ? `${shareWords(row.share)} of the power, ${row.clocks.length < row.all ? `${row.clocks.length} of ${formatInteger(row.all)} neurons` : `all ${formatInteger(row.all)} neurons`}` : '',
      aspect: (2.3 * mostAcross) / 2.9, grid: 'none', x: { kind: 'linear', domain: [-1.15, 2.3 * mostAcross - 1.15], shown: 'none' }, y: { kind: 'linear', domain: [-1.65, 1.25], shown: 'none' },
      marks: [
        { mark: 'circles', data: `${id} rims`, ink: 'n-6', width: 1 },
        { mark: 'segments', data: `${id} expected`, ink: 'n-7', width: 1.5 },
        { mark: 'segments', data: `${id} b`, width: 1 },
        { mark: 'segments', data: `${id} a`, width: 2 },
        { mark: 'points', data: `${id} answer`, radius: 2.6 },
        { mark: 'words', data: `${id} names`, texts: some.map(({ neuron }) => String(neuron)), ink: 'text-3' },
      ],
    }
    return { height: 96, plots: [plot] }
  }))
  if (phases === null) return { rows: drawn, data }
  data['phases'] = { x: phases.points.map(({ x }) => x), y: phases.points.map(({ y }) => y), size: phases.points.map(({ size }) => 0.5 + Math.sqrt(Math.min(1, size))) }
  const angles = { kind: 'linear' as const, domain: [-Math.PI, Math.PI] as const, ticks: pi }
  const scatter: PlotInput = {
    id: 'phases', title: 'Phases of the neurons', subtitle: phases.yTitle, aspect: 1, grid: 'both', x: { ...angles, title: `${phases.xTitle} →` }, y: angles,
    marks: [...(phases.hasLaw ? [{ mark: 'diagonal' as const, width: 1 }] : []), { mark: 'points', data: 'phases', opacity: 0.75, radius: 2.2 }],
  }
  return { rows: [...drawn, { height: 270, plots: [scatter] }], data }
}
