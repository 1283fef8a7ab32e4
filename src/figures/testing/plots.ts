import type { PlotsData } from '../plots/plots-data.ts'
import { PlotsSpec, type PlotsSpecInput } from '../plots/plots-spec.ts'

/** One figure of plots of each sort that the lab draws, as formulas, for the tests of this folder. */
interface Made {
  readonly spec: PlotsSpec
  readonly data: PlotsData
}

const made = (spec: Omit<PlotsSpecInput, 'version' | 'kind'>, data: PlotsData): Made => ({ spec: PlotsSpec.parse({ version: 1, kind: 'plots', ...spec }), data })
const range = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i)

const steps = [0, 1, 3, 10, 31, 100, 316, 1000]
const power = steps.flatMap((_, s) => range(9).map((k) => (k === 3 ? 0.05 * s : 0.02)))

/** A heatmap over steps with a line on it, and bars and a line at the playhead beside it. */
export const heat = made(
  {
    title: 'Fourier power over time',
    sentence: 'Frequency 4 takes over.',
    notes: ['8 of 200 checkpoints read'],
    rows: [
      {
        height: 200,
        plots: [
          {
            id: 'over-time', title: 'Over time', subtitle: 'share of each frequency', weight: 3, grid: 'none',
            x: { kind: 'step', last: 1000, zero: true, title: 'step' }, y: { kind: 'places', count: 9, names: range(9).map((k) => String(k + 1)), reversed: true },
            bar: { map: 'tide', limits: [0.1, 0.4], low: '11 %', high: '40 %' },
            marks: [
              { mark: 'heat', data: 'power', map: 'tide', limits: [0.1, 0.4] },
              { mark: 'line', data: 'centre', ink: 'surface', width: 2 },
              { mark: 'rule', axis: 'x', value: 100, ink: 'accent', width: 1.5, words: 'step 100' },
            ],
          },
          { id: 'here', title: 'At step 100', x: { kind: 'linear', percent: true }, y: { kind: 'places', count: 9, reversed: true, shown: 'none' }, grid: 'none', marks: [{ mark: 'bars', data: 'here' }] },
        ],
      },
    ],
  },
  {
    power: { x: steps, y: range(9), value: range(9).flatMap((k) => steps.map((_, s) => power[s * 9 + k] ?? NaN)) },
    centre: { x: steps, y: steps.map((_, i) => 3 + Math.cos(i)) },
    here: { x: range(9).map(() => 0), y: range(9).map((k) => k - 0.4), x2: range(9).map((k) => power[5 * 9 + k] ?? 0), y2: range(9).map((k) => k + 0.4) },
  },
)

/** Scatters with rings, names and circles; clocks; angles against angles. */
export const scatter = made(
  {
    title: 'Symbols on a circle & clocks',
    rows: [
      {
        height: 190,
        plots: [
          {
            id: 'plane', title: 'PC 1, 2', subtitle: 'frequency 5 · 61 %', aspect: 1, grid: 'both',
            x: { kind: 'linear', domain: [-1.2, 1.2], ticks: [{ value: 0, label: '' }], shown: 'ticks' }, y: { kind: 'linear', domain: [-1.2, 1.2], ticks: [{ value: 0, label: '' }], shown: 'ticks' },
            marks: [
              { mark: 'line', data: 'turn', ink: 'n-6', width: 1 },
              { mark: 'points', data: 'symbols', names: ['0', '1', '2'], ink: 'text' },
              { mark: 'points', data: 'pinned', shape: 'ring', ink: 'accent', radius: 4, names: ['7'] },
            ],
          },
          {
            id: 'clocks', title: 'Clocks', aspect: 1, grid: 'none', x: { kind: 'linear', domain: [-1.1, 1.1], shown: 'none' }, y: { kind: 'linear', domain: [-1.1, 1.1], shown: 'none' },
            marks: [{ mark: 'circles', data: 'rim', ink: 'n-6', width: 1 }, { mark: 'segments', data: 'hands', width: 2 }, { mark: 'points', data: 'ends', radius: 3 }],
          },
          {
            id: 'phases', title: 'Phases', aspect: 1, grid: 'both',
            x: { kind: 'linear', domain: [-Math.PI, Math.PI], ticks: [{ value: -Math.PI, label: '−π' }, { value: 0, label: '0' }, { value: Math.PI, label: 'π' }], title: 'φ_a + φ_b' },
            y: { kind: 'linear', domain: [-Math.PI, Math.PI], ticks: [{ value: -Math.PI, label: '−π' }, { value: 0, label: '0' }, { value: Math.PI, label: 'π' }] },
            marks: [{ mark: 'diagonal' }, { mark: 'points', data: 'phases', opacity: 0.75, radius: 1.5 }],
          },
        ],
      },
    ],
  },
  {
    turn: { x: range(12).map((i) => Math.cos(i)), y: range(12).map((i) => Math.sin(i)) },
    symbols: { x: range(12).map((i) => Math.cos(i)), y: range(12).map((i) => Math.sin(i)) },
    pinned: { x: [Math.cos(7)], y: [Math.sin(7)] },
    rim: { x: [0], y: [0], r: [1] },
    hands: { x: [0, 0], y: [0, 0], x2: [0.8, 0], y2: [0, 0.6] },
    ends: { x: [0.8], y: [0.6], size: [1] },
    phases: { x: range(30).map((i) => Math.cos(i) * 3), y: range(30).map((i) => Math.cos(i) * 3 + 0.1) },
  },
)

/** A contact sheet: the same matrix at some checkpoints, and which of them is under the playhead. */
export const sheet = made(
  {
    title: 'Input weights W₁ at 4 of 16 checkpoints',
    size: { unit: 'mm', width: 178, height: 60 },
    rows: [
      {
        height: 120,
        plots: range(4).map((i) => ({
          id: `step ${10 ** i}`, title: String(10 ** i), subtitle: `test ${25 * i} %`, aspect: 12 / 7, grid: 'none' as const, frame: i === 2 ? ('accent' as const) : ('plain' as const),
          x: { kind: 'places' as const, count: 12, shown: 'none' as const }, y: { kind: 'places' as const, count: 7, reversed: true, shown: 'none' as const },
          marks: [{ mark: 'heat' as const, data: `frame ${i}`, map: 'BrBG' as const, limits: [-1, 1] as const }, { mark: 'points' as const, data: 'trained', radius: 0.8, ink: 'surface' as const }],
        })),
      },
    ],
  },
  {
    ...Object.fromEntries(range(4).map((i) => [`frame ${i}`, { x: range(12), y: range(7), value: range(84).map((c) => (c === 5 ? NaN : Math.cos(c * (i + 1)))) }])),
    trained: { x: [1, 4, 7], y: [2, 2, 5] },
  },
)

/** Curves of theory with a legend and a band, and shares near 0 and 1 on log odds beside values of both signs on a symlog axis. */
export const lines = made(
  {
    title: 'Learning curves',
    rows: [
      {
        height: 220,
        plots: [
          {
            id: 'theory', title: 'test error', legend: 'row', x: { kind: 'log', title: 'examples' }, y: { kind: 'log' },
            marks: [
              { mark: 'band', data: 'band', opacity: 0.14, label: 'range' },
              { mark: 'line', data: 'exact', slot: 1, label: 'exact' },
              { mark: 'line', data: 'bound', slot: 8, label: 'bound' },
              { mark: 'points', data: 'measured', slot: 2, label: 'measured' },
            ],
          },
          { id: 'odds', title: 'Accuracy', x: { kind: 'step', last: 1000, zero: true, title: 'step' }, y: { kind: 'logit' }, marks: [{ mark: 'line', data: 'accuracy', ink: 'test', label: 'test', points: true }] },
          { id: 'signed', title: 'Margin', x: { kind: 'symlog', linearTo: 1, title: 'margin before' }, y: { kind: 'symlog', linearTo: 0.1 }, marks: [{ mark: 'line', data: 'signed', label: 'median' }] },
        ],
      },
    ],
  },
  {
    band: { x: [1, 10, 100], low: [0.2, 0.02, 0.002], high: [0.8, 0.2, 0.05] },
    exact: { x: [1, 10, 100], y: [0.5, 0.1, 0.01] },
    bound: { x: [1, 10, NaN, 100], y: [0.8, 0.3, NaN, 0.06] },
    measured: { x: [2, 20], y: [0.3, 0.04] },
    accuracy: { x: [0, 1, 10, 100, 500, 1000], y: [0, 0.02, 0.3, 0.98, 1, 1] },
    signed: { x: [-1000, -10, 0, 5, 800], y: [-30, -1, 0, 2, 40] },
  },
)
