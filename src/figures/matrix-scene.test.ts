import { describe, expect, test } from 'vitest'
import { buildMatrixScene } from './matrix-scene.ts'
import type { MatrixScene } from './scene.ts'
import { MatrixSpec } from './spec.ts'
import { matrixSpec, parsed, waves } from './testing/fixtures.ts'
import { boxOf, touches } from './words.ts'

const frame = { width: 1096, height: 408 }
const words = (scene: MatrixScene) => scene.labels.map((l) => l.spans.map((s) => s.text).join(''))

describe('the layout of a matrix', () => {
  test('59 × 200 cells fill the plot of the page: 5 px a cell, from 48 to 1 048', () => {
    const scene = buildMatrixScene(parsed.matrix, waves(59, 200), frame)
    expect(scene.cell).toEqual({ width: 5, height: 5 })
    expect([scene.plot.x, scene.plot.width, scene.plot.height]).toEqual([48, 1000, 295])
  })
  test('a cell is a whole number of px, at least one, and the figure grows where even that does not fit', () => {
    expect(buildMatrixScene(parsed.matrix, waves(31, 128), frame).cell).toEqual({ width: 7, height: 10 })
    expect(buildMatrixScene(parsed.matrix, waves(4, 400), frame).cell).toEqual({ width: 2, height: 6 })
    const wide = buildMatrixScene(parsed.matrix, waves(4, 3000), frame)
    expect(wide.cell.width).toBe(1)
    expect(wide.width).toBe(48 + 3000 + 48)
  })
  test('the colour bar always has both limits and zero', () => {
    const scene = buildMatrixScene(parsed.matrix, waves(), frame)
    expect(words(scene)).toEqual(expect.arrayContaining(['\u22120.40', '+0.40', '0']))
    expect(scene.bar.zero).toBeCloseTo(scene.bar.rect.x + scene.bar.rect.width / 2, 9)
    const counts = MatrixSpec.parse({ ...matrixSpec, map: 'tide', limits: [0, 120] })
    expect(words(buildMatrixScene(counts, waves(), frame))).toContain('120')
  })
  test('the bar goes below the title where both do not fit', () => {
    const scene = buildMatrixScene(parsed.matrix, waves(), { width: 360, height: 300 })
    const boxes = scene.labels.map(boxOf)
    boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => expect(touches(a, b, 0)).toBe(false)))
    expect(scene.bar.rect.y).toBeGreaterThan(16)
  })
  test('cells that colours cannot show are counted, and those that are not numbers are marked', () => {
    const scene = buildMatrixScene(parsed.matrix, waves(), frame)
    expect(scene.counts).toEqual({ cells: 84, clipped: 1, nan: 1, infinite: 1 })
    expect(scene.marks.map((m) => m.kind)).toEqual(['nan', 'infinite'])
    expect(scene.marks[0]!.rect).toEqual(scene.cellRect(1, 1))
    expect(scene.description).toBe(
      'layers.0.weight at step 2\u202F272: 7 rows (input a) by 12 columns (neuron). Colours from \u22120.4 to 0.4, 1 of 84 cells clipped. Not numbers: 1 NaN, 1 infinite.',
    )
  })
})

describe('finding cells', () => {
  const columnOrder = [3, 1, 0, 2, 11, 10, 9, 8, 7, 6, 5, 4]
  const matrix = waves()
  const scene = buildMatrixScene(MatrixSpec.parse({ ...matrixSpec, columnOrder, highlights: [{ axis: 'column', index: 0, label: 'neuron 0' }, { axis: 'row', index: 2, label: 'a = 2' }] }), matrix, frame)

  test('the middle of each cell’s rectangle finds that cell with its stored value, in any order of columns', () => {
    for (let row = 0; row < 7; row += 1) {
      for (let column = 0; column < 12; column += 1) {
        const { x, y, width, height } = scene.cellRect(row, column)
        expect(scene.cellAt(x + width / 2, y + height / 2)).toEqual({ row, column, place: columnOrder.indexOf(column), value: matrix.values[row * 12 + column] })
      }
    }
  })
  test('outside there is none', () => {
    const { plot } = scene
    for (const [x, y] of [[plot.x - 1, plot.y], [plot.x, plot.y - 1], [plot.x + plot.width, plot.y], [plot.x, plot.y + plot.height]] as const) expect(scene.cellAt(x, y)).toBeNull()
  })
  test('a highlight outlines its column where the order puts it, outside the cells', () => {
    const { x, width } = scene.cellRect(0, 0)
    expect(scene.highlights[0]).toEqual({ axis: 'column', rect: { x: x - 1, y: scene.plot.y - 1, width: width + 2, height: scene.plot.height + 2 } })
    expect(words(scene)).toEqual(expect.arrayContaining(['neuron 0', 'a = 2']))
  })
  test('an order from another width leaves out what this matrix lacks', () => {
    const narrow = buildMatrixScene(MatrixSpec.parse({ ...matrixSpec, columnOrder }), waves(7, 4), frame)
    expect([0, 1, 2, 3].map((place) => narrow.cellAt(narrow.plot.x + (place + 0.5) * narrow.cell.width, narrow.plot.y + 1)?.column)).toEqual([3, 1, 0, 2])
  })
})
