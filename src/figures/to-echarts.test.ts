import * as echarts from 'echarts'
import { describe, expect, test } from 'vitest'
import { buildCurvesScene } from './curves-scene.ts'
import { buildMatrixScene } from './matrix-scene.ts'
import type { CurvesScene } from './scene.ts'
import { CurvesSpec } from './spec.ts'
import { compareData, parsed, runData, runSpec, waves } from './testing/fixtures.ts'
import { themes } from './themes.ts'
import { toEcharts } from './to-echarts.ts'

const frame = { width: 1096, height: 508 }
const scene = buildCurvesScene(parsed.run, runData, frame)

/** The chart drawn by the library itself, as SVG text. */
function draw(of: CurvesScene, theme: 'light' | 'dark'): string {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: of.width, height: of.height })
  try {
    chart.setOption(toEcharts(of, theme))
    return chart.renderToSVGString()
  } finally {
    chart.dispose() // an undisposed chart keeps the process alive
  }
}

/** Every coordinate pair of the paths in one colour. */
function coordinates(svg: string, colour: string): [number, number][] {
  const paths = [...svg.matchAll(/<path [^>]*>/g)].map(([tag]) => tag).filter((tag) => tag.includes(`stroke="${colour}"`) && /stroke-linejoin="round"/.test(tag))
  return paths.flatMap((tag) => [...(/ d="([^"]*)"/.exec(tag)?.[1] ?? '').matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map((m): [number, number] => [Number(m[1]), Number(m[2])]))
}

describe('the option for ECharts', () => {
  test('the library draws every point where the scene has it: the screen equals the file', () => {
    const svg = draw(scene, 'light')
    for (const role of ['train', 'test'] as const) {
      const expected = scene.panels.flatMap((p) => p.lines.filter((l) => l.role === role).flatMap((l) => l.stretches.flatMap(({ px }) => Array.from({ length: px.length / 2 }, (_, i) => [px[2 * i]!, px[2 * i + 1]!] as const))))
      const drawn = coordinates(svg, themes.light[role])
      expect(drawn).toHaveLength(expected.length)
      drawn.forEach(([x, y], i) => {
        expect(x).toBeCloseTo(expected[i]![0], 1)
        expect(y).toBeCloseTo(expected[i]![1], 1)
      })
    }
  })
  test('all words of the scene are drawn, in the colours of the theme', () => {
    const svg = draw(scene, 'dark')
    for (const { spans } of scene.labels) for (const span of spans) expect(svg).toContain(`>${span.text.replace('&', '&amp;')}</text>`)
    expect(svg).toContain(themes.dark['train-text'])
    expect(svg).not.toContain(themes.light['train-text'])
  })
  test('nothing samples, animates, floats or explains itself beside the data', () => {
    const option = toEcharts(scene, 'light')
    expect(option).toMatchObject({ animation: false, legend: { show: false }, tooltip: { show: false } })
    for (const line of option.series) {
      expect(line).not.toHaveProperty('sampling')
      expect(line).toMatchObject({ showSymbol: false, connectNulls: false, animation: false, lineStyle: { join: 'round' } })
    }
    expect(option.xAxis.every((axis) => axis.type === 'value' && !axis.show)).toBe(true)
  })
  test('NaN is a gap', () => {
    const spec = CurvesSpec.parse({ ...runSpec, rules: [], panels: [{ id: 'p', title: '', y: { kind: 'linear' }, lines: [{ run: 'r', series: 's', role: 'measure' }] }] })
    const [line] = toEcharts(buildCurvesScene(spec, { r: { s: { steps: Uint32Array.of(1, 2, 3, 4), values: Float64Array.of(1, 2, NaN, 4) } } }, frame), 'light').series
    expect(line?.data.map(([, y]) => typeof y)).toEqual(['number', 'number', 'string', 'number'])
  })
  test('lines keep their identity when points are added, so that an update is a change and not a new chart', () => {
    const ids = (data: Parameters<typeof buildCurvesScene>[1]) => toEcharts(buildCurvesScene(parsed.compare, data, frame), 'light').series.map((s) => s.id)
    expect(new Set(ids(compareData)).size).toBe(5)
    expect(ids(compareData)).toEqual(ids({}))
  })
  test('of a matrix it draws what is around the cells, without a series', () => {
    const option = toEcharts(buildMatrixScene(parsed.matrix, waves(), frame), 'dark')
    expect(option.series).toEqual([])
    expect(option.graphic.elements.filter((e) => e.type === 'text').map((e) => e.style['text'])).toContain('Input weights W₁')
  })
})
