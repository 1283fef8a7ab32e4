import { expect, test } from 'vitest'
import { buildCurvesScene } from './curves-scene.ts'
import { packScene, unpackScene } from './packed-scene.ts'
import { paintCurves, paintWords, type Pen } from './paint.ts'
import { CurvesSpec } from './spec.ts'
import { compareData, compareSpec } from './testing/fixtures.ts'
import { toEcharts } from './to-echarts.ts'
import { toSvg } from './to-svg.ts'

const members = [0, 1, 2, 3, 4].map((i) => `run_${i}`)
const spec = CurvesSpec.parse({ ...compareSpec, panels: compareSpec.panels.map((panel) => ({ ...panel, groups: [{ name: 'seeds', members, series: 'test_accuracy' }] })) })
const scene = buildCurvesScene(spec, compareData, { width: 856, height: 300 })

test('a scene that was posted between threads is the scene, but for the points of its curves', () => {
  const back = unpackScene(structuredClone(packScene(scene)), spec)
  for (const step of [100, 333, 2478]) expect(back.step.scale.toPx(step)).toBe(scene.step.scale.toPx(step))
  expect(back.step.scale.toValue(400)).toBe(scene.step.scale.toValue(400))
  expect(back.panels[0]!.value.toPx(0.37)).toBe(scene.panels[0]!.value.toPx(0.37))
  expect({ ...back, step: null, panels: null }).toEqual({ ...scene, step: null, panels: null })
  expect(back.panels[0]!.lines.map(({ run, total }) => [run, total])).toEqual(scene.panels[0]!.lines.map(({ run, total }) => [run, total]))
})

test('the band of a group is a closed polygon in the painting, in the file and in the option, the mean a line over its members', () => {
  const { bands, lines } = scene.panels[0]!
  expect(bands).toHaveLength(1)
  expect(lines.at(-2)?.role).toBe('mean') // the highlighted member is above it
  const svg = toSvg(scene, { runs: members, versions: {}, source: {} })
  expect(svg).toMatch(/<path d="M[^"]+Z" fill="#191918" fill-opacity="0.16"\/>/)
  const custom = toEcharts(scene, 'light').series.filter(({ type }) => type === 'custom')
  expect(custom).toHaveLength(1)
  expect(scene.labels.some(({ spans }) => spans[0]?.text === 'mean, 95\u00a0% t-interval, n = 5')).toBe(true)

  const calls: string[] = []
  const pen = new Proxy({} as Pen, { get: (_, name) => (...parts: unknown[]) => void calls.push([String(name), ...parts].join(' ')), set: () => true })
  paintCurves(pen, scene, 'dark')
  expect(calls.filter((call) => call === 'fill')).toHaveLength(1)
  expect(calls.filter((call) => call.startsWith('lineTo')).length).toBeGreaterThan(lines.reduce((n, line) => n + line.drawn - 1, 0))
  calls.length = 0
  paintWords(pen, scene, 'dark')
  for (const { spans } of scene.labels) for (const { text } of spans) expect(calls.some((call) => call.startsWith(`fillText ${text} `))).toBe(true)
})
