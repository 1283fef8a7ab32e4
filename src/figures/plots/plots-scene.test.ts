import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { logitDomain, logitScale, symlogDomain, symlogScale } from '../axes.ts'
import { frameOf } from '../layout.ts'
import { heat, lines, scatter, sheet } from '../testing/plots.ts'
import { logitTicks, symlogTicks } from '../ticks.ts'
import { boxOf, touches } from '../words.ts'
import { cellsPixels } from './cells-pixels.ts'
import { plotsCsv } from './plots-csv.ts'
import { buildPlotsScene, plotsSize, wrapped, type PlotsScene } from './plots-scene.ts'
import { PlotsSpec } from './plots-spec.ts'
import type { Shape } from './shapes.ts'

const screen = { width: 1000, height: 300 }
const scenes = Object.entries({ heat, lines, scatter, sheet }).map(([name, { spec, data }]) => [name, buildPlotsScene(spec, data, screen)] as const)
const shapes = (scene: PlotsScene): readonly Shape[] => scene.layers.flatMap((layer) => layer.shapes)
const texts = (scene: PlotsScene) => shapes(scene).flatMap((shape) => (shape.kind === 'text' ? [shape.label] : []))
const of = <K extends Shape['kind']>(scene: PlotsScene, kind: K) => shapes(scene).filter((shape): shape is Extract<Shape, { kind: K }> => shape.kind === kind)

describe('rows of plots', () => {
  test.each(scenes)('%s: every plot and word is inside the figure, and words of one plot do not cover each other', (_, scene) => {
    for (const { plot } of scene.plots) {
      expect(Math.min(plot.x, plot.y)).toBeGreaterThanOrEqual(0)
      expect(plot.x + plot.width).toBeLessThanOrEqual(scene.width)
      expect(plot.y + plot.height).toBeLessThanOrEqual(scene.height)
    }
    const boxes = texts(scene).map(boxOf)
    for (const box of boxes) expect([box.x >= -1, box.x + box.width <= scene.width + 1, box.y + box.height <= scene.height + 1]).toEqual([true, true, true])
    boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => expect(touches(a, b, -1)).toBe(false)))
  })
  test('plots of a row begin and end at one height, and circles stay round', () => {
    const scene = buildPlotsScene(heat.spec, heat.data, screen)
    const [over, here] = scene.plots.map(({ plot }) => plot)
    expect([over!.y, over!.y + over!.height]).toEqual([here!.y, here!.y + here!.height])
    for (const { plot } of buildPlotsScene(scatter.spec, scatter.data, screen).plots) expect(plot.width).toBeCloseTo(plot.height, 9)
  })
  test('the size on paper gives rows the heights that they name', () => {
    const size = plotsSize(sheet.spec, 178)
    const sized = PlotsSpec.parse({ ...sheet.spec, size })
    const [first] = buildPlotsScene(sized, sheet.data, frameOf(sized)).plots
    expect(first!.plot.width / first!.plot.height).toBeCloseTo(12 / 7, 6)
  })
  test('a long note goes on over several lines and loses no word', () => {
    fc.assert(fc.property(fc.array(fc.stringMatching(/^[a-z]{1,30}$/), { minLength: 1, maxLength: 40 }), fc.integer({ min: 20, max: 600 }), (all, width) => {
      expect(wrapped(all.join(' '), width, 11).join(' ')).toBe(all.join(' '))
    }))
  })
})

describe('honesty', () => {
  test('a heat shows each cell between its neighbours along the axis, step 0 in its slot, and nothing where nothing was measured', () => {
    const scene = buildPlotsScene(heat.spec, heat.data, screen)
    const [cells] = of(scene, 'cells')
    const { x, plot } = scene.plots[0]!
    expect(cells!.edges![0]).toEqual([x.zeroSlot!.from, x.zeroSlot!.to])
    expect(cells!.edges![4]![0]).toBeCloseTo(x.toPx(Math.sqrt(10 * 31)), 6)
    expect(cells!.edges!.at(-1)![1]).toBeCloseTo(plot.x + plot.width, 6)
    const own = cellsPixels(cells!, 'print', 100)
    expect([own.width, own.height]).toEqual([100, 9])
  })
  test('a number that is not one is drawn in the colour of missing values, and breaks a line', () => {
    const [cells] = of(buildPlotsScene(sheet.spec, sheet.data, screen), 'cells')
    expect([...cellsPixels(cells!, 'print', 0).rgba.subarray(20, 23)]).toEqual([0xe4, 0xe4, 0xdf])
    const bound = of(buildPlotsScene(lines.spec, lines.data, screen), 'path').filter(({ dash }) => dash !== null)
    expect(bound.map(({ px }) => px.length)).toContain(4)
  })
  test('of many points of a line it is said how many are drawn', () => {
    const x = Float64Array.from({ length: 50_000 }, (_, i) => i + 1)
    const many = PlotsSpec.parse({ version: 1, kind: 'plots', title: 't', rows: [{ height: 100, plots: [{ id: 'p', x: { kind: 'log' }, y: { kind: 'linear' }, marks: [{ mark: 'line', data: 'd' }] }] }] })
    const { facts, description } = buildPlotsScene(many, { d: { x, y: x.map((v) => (v === 40_001 ? 9 : v % 2)) } }, screen)
    expect(facts.total).toBe(50_000)
    expect(facts.drawn).toBeLessThan(5000)
    expect(description).toMatch(/of 50\u202F000 points of the lines drawn, no smoothing\.$/)
  })
  test('what has no data yet is an empty plot, not an error', () => {
    for (const { spec } of [heat, lines, scatter, sheet]) expect(() => buildPlotsScene(spec, {}, screen)).not.toThrow()
  })
})

describe('shares on log odds and values of both signs', () => {
  test('0 and 1 stand on the frame with a mark each', () => {
    const scene = buildPlotsScene(lines.spec, lines.data, screen)
    const { plot, y } = scene.plots[1]!
    expect(y.domain).toEqual([0.01, 0.99])
    const marks = of(scene, 'polygon').map(({ points }) => points[2]![1])
    expect(marks).toEqual([plot.y + plot.height, plot.y])
  })
  test('both scales come back to the value, and ticks stand where their values are', () => {
    const logit = logitScale([0.001, 0.999], [200, 0])
    const symlog = symlogScale([-1000, 1000], [0, 400], 1)
    fc.assert(fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), (v) => void expect(logit.toValue(logit.toPx(v))).toBeCloseTo(v, 9)))
    fc.assert(fc.property(fc.double({ min: -1000, max: 1000, noNaN: true }), (v) => void expect(symlog.toValue(symlog.toPx(v)) - v).toBeCloseTo(0, 6)))
    expect(logitTicks(logit).map(({ label }) => label)).toEqual(['0.1\u00A0%', '1', '10', '50', '90', '99', '99.9\u00A0%'])
    expect(symlogTicks(symlog).map(({ value }) => value)).toEqual([-1000, -100, -10, -1, 0, 1, 10, 100, 1000])
  })
  test('domains are whole decades that hold what is there', () => {
    expect(logitDomain(0.004, 0.97)).toEqual([0.001, 0.99])
    expect(logitDomain(Infinity, -Infinity)).toEqual([0.1, 0.9])
    expect(symlogDomain(-3, 40, 1)).toEqual([-10, 100])
    expect(symlogDomain(2, 40, 1)).toEqual([0, 100])
  })
})

describe('the data beside it', () => {
  test('has a row a point and a cell, once each', () => {
    const rows = plotsCsv(heat.spec, heat.data).trimEnd().split('\r\n')
    expect(rows[0]).toBe('plot,data,x,y,x2,y2,value')
    expect(rows).toHaveLength(1 + 8 * 9 + 8 + 9)
    expect(rows[1]).toBe('over-time,power,0,0,,,0.02')
    const named = plotsCsv(scatter.spec, scatter.data).trimEnd().split('\r\n')
    expect(named).toHaveLength(1 + 12 + 12 + 1 + 1 + 2 + 1 + 30)
    expect(named.some((row) => row.startsWith('plane,symbols,0,1,0'))).toBe(true)
  })
})
