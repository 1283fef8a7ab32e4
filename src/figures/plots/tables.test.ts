import { describe, expect, test } from 'vitest'
import { frameOf } from '../layout.ts'
import { boxOf, touches } from '../words.ts'
import { phasesCsv, phasesPlot, type PhaseRow } from './phases-plot.ts'
import { buildPlotsScene, plotsSize, type PlotsScene } from './plots-scene.ts'
import { PlotsSpec } from './plots-spec.ts'
import type { Shape } from './shapes.ts'
import { tablePlot } from './table-plot.ts'

const shapes = (scene: PlotsScene): readonly Shape[] => scene.layers.flatMap((layer) => layer.shapes)
const labels = (scene: PlotsScene) => shapes(scene).flatMap((shape) => (shape.kind === 'text' ? [shape.label] : []))
const textsOf = (scene: PlotsScene): readonly string[] => labels(scene).map(({ spans }) => spans.map(({ text }) => text).join(''))
const boxesOf = (scene: PlotsScene) => shapes(scene).flatMap((shape) => (shape.kind === 'box' ? [shape] : []))

describe('phases of several runs', () => {
  const runs: readonly PhaseRow[] = [
    { name: 'wd 1', segments: [{ phase: 'memorising', from: 0, to: 20 }, { phase: 'plateau', from: 20, to: 90 }, { phase: 'generalising', from: 90, to: 569 }, { phase: 'grokked', from: 569, to: 1000 }] },
    { name: 'wd 2, "fast"', segments: [{ phase: 'memorising', from: 0, to: 21 }, { phase: 'grokked', from: 21, to: 400 }] },
  ]
  const { rows, data } = phasesPlot(runs)
  const spec = PlotsSpec.parse({ version: 1, kind: 'plots', title: 'Phases', rows })
  const scene = buildPlotsScene(spec, data, frameOf({ ...spec, size: plotsSize(spec, 178) }))

  test('each is a bar from its first to its last step, in the row of its run and the colour of the phase bar', () => {
    const { x, y, plot } = scene.plots[0]!
    const bars = boxesOf(scene).filter(({ rect }) => rect.y >= plot.y)
    expect(bars).toHaveLength(6)
    for (const [row, { segments }] of runs.entries()) {
      for (const { phase, from, to } of segments) {
        const bar = bars.find(({ fill, rect }) => fill === `phase-${phase}` && Math.abs(rect.y + rect.height / 2 - y.toPx(row)) < 1e-6)
        expect([bar?.rect.x, bar && bar.rect.x + bar.rect.width]).toEqual([expect.closeTo(x.toPx(from), 6), expect.closeTo(x.toPx(to), 6)])
      }
    }
    expect(y.toPx(0)).toBeLessThan(y.toPx(1))
    expect(x.zeroSlot).not.toBeNull()
  })
  test('runs and phases are named once', () => {
    for (const word of ['wd 1', 'wd 2, "fast"', 'memorising', 'plateau', 'generalising', 'grokked']) expect(textsOf(scene).filter((text) => text === word)).toHaveLength(1)
  })
  test('the file has a row for each', () => {
    const csv = phasesCsv(runs).trim().split('\r\n')
    expect(csv[0]).toBe('run,phase,from,to')
    expect(csv).toHaveLength(7)
    expect(csv[6]).toBe('"wd 2, ""fast""",grokked,21,400')
  })
})

describe('a table as a figure', () => {
  const head = ['', 'wd 1, baseline', 'wd 2']
  const body = [['optimiser.weight_decay', '1', '2'], ['test ≥ 99 %', '569', '261'], ['a key with a very long value', 'x'.repeat(200), '–']]
  const note = 'Thresholds are read at logged steps. '.repeat(6).trim()
  const { rows, data, size } = tablePlot({ head, rows: body }, note)
  const spec = PlotsSpec.parse({ version: 1, kind: 'plots', title: 'Differences of 2 runs', notes: [note], size, rows })
  const scene = buildPlotsScene(spec, data, frameOf(spec))

  test('has every cell, inside the figure, and none touches another', () => {
    const boxes = labels(scene).map(boxOf)
    for (const cell of ['wd 1, baseline', 'optimiser.weight_decay', '569', '261', '–']) expect(textsOf(scene)).toContain(cell)
    for (const box of boxes) expect([box.x >= -1, box.x + box.width <= scene.width + 1, box.y + box.height <= scene.height + 1]).toEqual([true, true, true])
    boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => expect(touches(a, b, 0)).toBe(false)))
  })
  test('columns of numbers end in line, and rows are 19 px of the screen apart', () => {
    const at = (text: string) => labels(scene).find(({ spans }) => spans[0]?.text === text)!
    expect([at('2').x, at('2').anchor]).toEqual([at('261').x, 'end'])
    const unit = scene.measures.tickText / 11
    expect(at('261').y - at('2').y).toBeCloseTo(19 * unit, 0)
  })
  test('a cell that is far too long says that it is cut', () => {
    expect(textsOf(scene).some((text) => /^x+…$/.test(text))).toBe(true)
  })
})

describe('a table of runs as a figure', () => {
  const curve = { picture: 'curve', slot: 2, x: [0, 0.5, 1], y: [0, 0, 1] } as const
  const body = [
    ['three seeds', '19 ± 1', '', { picture: 'span', slot: null, from: 0.2, to: 0.8 } as const],
    ['seed 1', '19', curve, { picture: 'span', slot: 2, from: 0.2, to: null } as const],
    ['seed 2', '20', { ...curve, slot: 1 }, { picture: 'span', slot: 1, from: 0.1, to: 0.9 } as const],
  ]
  const { rows, data, size } = tablePlot({ head: ['Run', 'train 99 %', 'test accuracy', 'delay'], rows: body, leads: [{ slot: null, depth: 0 }, { slot: 2, depth: 1 }, { slot: 1, depth: 1 }] }, '')
  const spec = PlotsSpec.parse({ version: 1, kind: 'plots', title: '2 runs', size, rows })
  const scene = buildPlotsScene(spec, data, frameOf(spec))
  const { x, y } = scene.plots[0]!
  const unit = x.toPx(1) - x.toPx(0)
  const dots = shapes(scene).flatMap((shape) => (shape.kind === 'dots' ? [...Array(shape.px.length / 3).keys()].map((i) => ({ x: shape.px[3 * i]!, y: shape.px[3 * i + 1]!, fill: shape.fill })) : []))
  const paths = shapes(scene).flatMap((shape) => (shape.kind === 'path' && shape.ink.startsWith('run-') ? [shape] : []))
  const lineOf = (text: string) => labels(scene).find(({ spans }) => spans[0]?.text === text)!

  test('the colour of a run stands before its name, a row of several is bold and has none', () => {
    const swatches = paths.filter(({ px }) => px.length === 4 && Math.abs(px[2]! - px[0]! - 14 * unit) < 1e-6)
    expect(swatches.map(({ px, ink }) => [ink, px[1]]).sort()).toEqual([['run-1', y.toPx(3)], ['run-2', y.toPx(2)]])
    expect([lineOf('three seeds').spans[0]?.weight, lineOf('seed 1').spans[0]?.weight]).toEqual([600, 400])
    expect(lineOf('seed 1').x - lineOf('three seeds').x).toBeCloseTo((14 + 22) * unit, 6)
  })
  test('a strip has an open point where training arrives and a filled one where the test does; what did not come is not drawn', () => {
    expect(dots.map((dot) => [Math.round((dot.y - y.toPx(0)) / (y.toPx(1) - y.toPx(0))), dot.fill]).sort()).toEqual([[1, 'surface'], [1, 'text'], [2, 'surface'], [3, 'run-1'], [3, 'surface']])
  })
  test('a small curve rises by two thirds of its row, in the colour of its run', () => {
    const steep = paths.filter(({ px }) => px.length === 6)
    expect(steep.map(({ ink }) => ink).sort()).toEqual(['run-1', 'run-2'])
    for (const { px } of steep) expect(px[1]! - px[5]!).toBeCloseTo(0.66 * (y.toPx(1) - y.toPx(0)), 6)
  })
})
