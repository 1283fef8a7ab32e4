import { mkdirSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { buildCurvesScene } from './curves-scene.ts'
import { frameOf } from './layout.ts'
import { buildMatrixScene } from './matrix-scene.ts'
import { buildPlotsScene, plotsSize } from './plots/plots-scene.ts'
import { readSvgMetadata, toSvg } from './to-svg.ts'
import { CurvesSpec, MatrixSpec } from './spec.ts'
import { compareData, matrixSpec, parsed, runData, runSpec, waves } from './testing/fixtures.ts'
import { heat, lines, scatter, sheet } from './testing/plots.ts'
import { themes } from './themes.ts'

const metadata = { runs: ['run_a'], versions: { grokscope: '0.1.0', executor: 'reference' }, source: { note: '<a> & "b"' } }
const frame = { width: 1096, height: 508 }
const paper = CurvesSpec.parse({ ...runSpec, size: { unit: 'mm', width: 89, height: 70 } })
const ordered = MatrixSpec.parse({
  ...matrixSpec,
  columnOrder: [3, 1, 0, 2, 11, 10, 9, 8, 7, 6, 5, 4],
  highlights: [{ axis: 'row', index: 2, label: 'a = 2' }],
  brackets: [{ from: 0, to: 4, label: '16', key: true }, { from: 4, to: 12, label: '20' }],
})

/** As wide as a double column and as high as its rows ask for. */
const printed = ({ spec, data }: typeof heat): string => {
  const sized = { ...spec, size: spec.size ?? plotsSize(spec, 178) }
  return toSvg(buildPlotsScene(sized, data, frameOf(sized)), metadata)
}

const figures: Record<string, () => string> = {
  run: () => toSvg(buildCurvesScene(parsed.run, runData, frame), metadata),
  paper: () => toSvg(buildCurvesScene(paper, runData, frameOf(paper)), metadata),
  compare: () => toSvg(buildCurvesScene(parsed.compare, compareData, { width: 856, height: 300 }), metadata),
  matrix: () => toSvg(buildMatrixScene(ordered, waves(), { width: 500, height: 300 }), metadata),
  heat: () => printed(heat),
  scatter: () => printed(scatter),
  sheet: () => printed(sheet),
  lines: () => printed(lines),
}

/** Well-formedness by a small reader of its own: tags nest, attributes are quoted and unique, only known entities stand for characters. */
function wellFormed(xml: string): string[] {
  const open: string[] = []
  const names: string[] = []
  const text = xml.replace(/^<\?xml [^?]*\?>\n/, '').replace(/<(\/?)([a-zA-Z]+)((?:\s+[a-zA-Z][a-zA-Z0-9:-]*="[^"<]*")*)\s*(\/?)>/g, (_tag, closing: string, name: string, attributes: string, empty: string) => {
    const keys = [...attributes.matchAll(/\s([a-zA-Z][a-zA-Z0-9:-]*)=/g)].map((m) => m[1])
    expect(new Set(keys).size).toBe(keys.length)
    if (closing !== '') expect(open.pop()).toBe(name)
    else if (empty === '') open.push(name)
    if (closing === '') names.push(name)
    return ''
  })
  expect(open).toEqual([])
  expect(text).not.toMatch(/[<>]/)
  expect(xml.replace(/&(amp|lt|gt|quot);/g, '')).not.toContain('&')
  return names
}

/** A figure as its elements, one a line, numbers cut to 3 decimals and the embedded image to its length, as goldens compare it. */
function structure(svg: string): string {
  return svg
    .replace(/base64,[^"]*/g, (data) => `base64,(${data.length} characters)`)
    .replace(/-?\d+\.\d+/g, (number) => String(Number(Number(number).toFixed(3))))
    .replace(/></g, '>\n<')
}

for (const [name, draw] of Object.entries(figures)) {
  describe(`the figure "${name}"`, () => {
    const svg = draw()

    test('has the structure of its golden file', () => {
      const golden = fileURLToPath(new URL(`golden/${name}.svg`, import.meta.url))
      const changed = golden.replace('.svg', '-changed.svg')
      if (!existsSync(golden) && process.env['GOLDEN'] === 'write') {
        mkdirSync(fileURLToPath(new URL('golden', import.meta.url)), { recursive: true })
        writeFileSync(golden, svg)
      }
      rmSync(changed, { force: true })
      const expected = existsSync(golden) ? structure(readFileSync(golden, 'utf8')) : 'no golden file'
      // Beside the golden one, to be looked at; whoever agrees with the change renames it.
      if (structure(svg) !== expected) writeFileSync(changed, svg)
      expect(structure(svg)).toBe(expected)
    })
    test('is well-formed XML with a title, a description and metadata first', () => {
      expect(wellFormed(svg).slice(0, 5)).toEqual(['svg', 'title', 'desc', 'metadata', 'figure'])
    })
    test('has the same bytes on every repeat', () => {
      expect(draw()).toBe(svg)
    })
    test('brings its specification and metadata back', () => {
      const back = readSvgMetadata(svg)
      expect(back?.metadata).toEqual(metadata)
      expect(back?.spec).toEqual({ run: parsed.run, paper, compare: parsed.compare, matrix: ordered, ...Object.fromEntries(Object.entries({ heat, scatter, sheet, lines }).map(([key, { spec }]) => [key, { ...spec, size: spec.size ?? plotsSize(spec, 178) }])) }[name])
    })
    test('keeps its words as text in the bundled family, and uses colours of the light theme only', () => {
      expect(svg).toContain('font-family="Inter, Arimo, sans-serif"')
      const used = new Set(svg.match(/(?:fill|stroke)="#[0-9A-F]{6}"/g)?.map((m) => m.slice(-8, -1)))
      const light = new Set<string>(Object.values(themes.light))
      expect([...used].filter((colour) => !light.has(colour))).toEqual([])
    })
  })
}

describe('sizes and safety', () => {
  test('millimetres are those of the specification, px follow at 96 to the inch', () => {
    expect(figures['paper']?.()).toContain('width="89mm" height="70mm" viewBox="0 0 336.378 264.567"')
    expect(figures['run']?.()).toContain(`width="${Number(((1096 * 25.4) / 96).toFixed(3))}mm"`)
  })
  test('no text of a user can leave its place', () => {
    const nasty = '</text><script>alert(1)</script> & "quotes" \u0000\uFFFE'
    const spec = CurvesSpec.parse({ ...runSpec, title: nasty, panels: runSpec.panels.map((p) => ({ ...p, title: nasty })) })
    const svg = toSvg(buildCurvesScene(spec, runData, frame), metadata)
    expect(wellFormed(svg)).not.toContain('script')
    expect(svg).toContain('<title>&lt;/text&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quotes&quot; </title>')
  })
  test('a spike of one step among 100 000 is in the file, on log and linear axes', () => {
    const steps = Uint32Array.from({ length: 100_000 }, (_, i) => i + 1)
    const values = Float64Array.from(steps, (s) => (s === 40 || s === 70_001 ? 5 : 1))
    for (const scale of ['log', 'linear'] as const) {
      const spec = CurvesSpec.parse({ version: 1, kind: 'curves', title: 't', step: { scale }, panels: [{ id: 'p', title: '', y: { kind: 'linear', domain: [0, 5] }, lines: [{ run: 'r', series: 's', role: 'measure' }] }] })
      const scene = buildCurvesScene(spec, { r: { s: { steps, values } } }, { width: 600, height: 300 })
      const top = scene.panels[0]?.plot.y ?? NaN
      const points = [...toSvg(scene, metadata).matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].filter((m) => Math.abs(Number(m[2]) - top) < 0.01)
      expect(points).toHaveLength(2)
    }
  })
  test('a file that is not ours has no specification', () => {
    expect(readSvgMetadata('<svg/>')).toBeNull()
    expect(readSvgMetadata('<figure xmlns="urn:grokscope:figure:1">{"spec":{"version":9}}</figure>')).toBeNull()
  })
})
