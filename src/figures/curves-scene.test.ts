import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { buildCurvesScene } from './curves-scene.ts'
import { frameOf } from './layout.ts'
import { crossing, occupancy } from './occupancy.ts'
import type { CurvesScene, Label } from './scene.ts'
import { CurvesSpec, type CurvesSpecInput } from './spec.ts'
import { compareData, grokkingRun, parsed, runData, runSpec } from './testing/fixtures.ts'
import { boxOf, touches } from './words.ts'

const frame = { width: 1096, height: 508 }
const n = '\u202F'
const text = (label: Label) => label.spans.map((s) => s.text).join(' ')
const texts = (scene: CurvesScene) => scene.labels.map(text)
const labelled = (scene: CurvesScene, words: string) => scene.labels.find((l) => text(l) === words)
const oneLine = (values: number[], y: object = { kind: 'linear' }, extra: object = {}): [CurvesSpec, Parameters<typeof buildCurvesScene>[1]] => [
  CurvesSpec.parse({ version: 1, kind: 'curves', title: 't', panels: [{ id: 'p', title: 'P', y, lines: [{ run: 'r', series: 's', role: 'measure', ...extra }] }] }),
  { r: { s: { steps: Uint32Array.from(values.keys(), (k) => k + 1), values: Float64Array.from(values) } } },
]

describe('the layout of curves', () => {
  const scene = buildCurvesScene(parsed.run, runData, frame)

  test('panels share the step axis and the edges of the page: 48 px at both sides', () => {
    expect(scene.panels.map(({ plot }) => [plot.x, plot.x + plot.width])).toEqual([[48, 1048], [48, 1048]])
    expect(scene.step.scale.range).toEqual([48, 1048])
    expect(scene.step.y).toBeCloseTo(scene.panels[1]!.plot.y + scene.panels[1]!.plot.height, 9)
  })
  test('accuracy is higher than loss, and all stands inside the figure', () => {
    expect(scene.panels[0]!.plot.height).toBeCloseTo(1.4 * scene.panels[1]!.plot.height, 6)
    for (const label of scene.labels) {
      const box = boxOf(label)
      expect(box.x >= 0 && box.y >= 0 && box.x + box.width <= 1096 && box.y + box.height <= 508, text(label)).toBe(true)
    }
  })
  test('no two words touch', () => {
    scene.labels.forEach((a, i) => scene.labels.slice(i + 1).forEach((b) => expect(touches(boxOf(a), boxOf(b), 0), `${text(a)} | ${text(b)}`).toBe(false)))
  })
  test('accuracy is drawn where its value is: 0 at the foot, 1 at the top, whatever the data', () => {
    const { value, plot } = scene.panels[0]!
    expect([value.toPx(0), value.toPx(1)]).toEqual([plot.y + plot.height, plot.y])
    expect(value.toValue(plot.y + plot.height / 2)).toBeCloseTo(0.5, 9)
  })
  test('loss has whole decades', () => {
    const [low, high] = scene.panels[1]!.value.domain
    expect([Math.log10(low) % 1, Math.log10(high) % 1]).toEqual([0, 0].map((z) => expect.closeTo(z, 9)))
    expect(texts(scene)).toContain('10⁻⁴')
  })
  test('points of a line are where the scales put their stored step and value', () => {
    for (const panel of scene.panels) {
      for (const line of panel.lines) {
        for (const { px, steps, values } of line.stretches) {
          steps.forEach((s, i) => {
            expect(px[2 * i]).toBe(scene.step.scale.toPx(s))
            expect(px[2 * i + 1]).toBe(panel.value.toPx(values[i]!))
          })
        }
      }
    }
  })
  test('the axis title stands at the right end, and beyond the last word where they would touch', () => {
    expect(labelled(scene, 'step')).toMatchObject({ x: 1048, anchor: 'end' })
    const [spec, data] = oneLine(Array.from({ length: 1000 }, (_, i) => i))
    const short = buildCurvesScene(spec, data, frame)
    expect(texts(short)).toContain(`1${n}000`)
    expect(boxOf(labelled(short, 'step')!).x).toBeGreaterThan(1048)
  })
  test('the description says what is drawn and when events were', () => {
    expect(scene.description).toBe(
      `Accuracy and loss over steps 1 to 2${n}384, log axis. train ≥ 99 % at step 30; test ≥ 50 % at step 818; test ≥ 95 % at step 1${n}073; test ≥ 99 % at step 1${n}286. 165 of 165 logged points drawn per line, no smoothing.`,
    )
  })
  test('a run without points has its axes and titles', () => {
    const empty = buildCurvesScene(parsed.run, {}, frame)
    expect(empty.step.scale.domain).toEqual([1, 10])
    expect(empty.panels.every((p) => p.ticks.length >= 2 && p.lines.every((l) => l.stretches.length === 0))).toBe(true)
    expect(empty.facts.total).toBe(0)
  })
  test('a figure in millimetres has the text of paper: 7 pt', () => {
    const spec = CurvesSpec.parse({ ...runSpec, size: { unit: 'mm', width: 89, height: 70 } })
    const paper = buildCurvesScene(spec, runData, frameOf(spec))
    expect([paper.width, paper.height].map((px) => (px * 25.4) / 96)).toEqual([expect.closeTo(89, 9), expect.closeTo(70, 9)])
    expect(paper.labels.every((l) => Math.abs(l.size - (7 * 96) / 72) < 1e-9)).toBe(true)
  })
})

describe('events', () => {
  const words = (...steps: number[]) => {
    const spec = CurvesSpec.parse({ ...runSpec, rules: steps.map((step) => ({ step, condition: `event at`, role: 'test' })) })
    const scene = buildCurvesScene(spec, runData, frame)
    return { drawn: scene.rules.map((r) => r.step), listed: scene.listedRules.map((r) => r.step), scene }
  }
  test('their words stand once, above the top panel, the condition in the colour of its role and the step in grey', () => {
    const scene = buildCurvesScene(parsed.run, runData, frame)
    const rule = scene.labels.filter((l) => text(l).startsWith('train ≥'))
    expect(rule).toHaveLength(1)
    expect(rule[0]!.y).toBeLessThan(scene.panels[0]!.plot.y)
    expect(rule[0]!.spans.map((s) => [s.text, s.ink])).toEqual([['train ≥ 99 %', 'train-text'], ['30', 'text-3']])
    expect(scene.ruleSpan.y1).toBe(scene.step.y)
  })
  test('the third within 90 px is listed, not drawn', () => {
    expect(words(10, 800, 1000, 1200)).toMatchObject({ drawn: [10, 800, 1000], listed: [1200] })
    expect(words(10, 100, 1000)).toMatchObject({ drawn: [10, 100, 1000], listed: [] })
  })
  test('none crosses the end of the plot, where the playhead of a finished run is: in little room its step goes first, then the role that its colour has', () => {
    for (const last of [1200, 1500, 1700, 1900, 2200]) {
      const { scene, drawn, listed } = words(1000, last)
      const end = scene.step.scale.range[1]
      const rules = scene.labels.filter((l) => text(l).startsWith('event at'))
      expect([drawn.length + listed.length, rules.length]).toEqual([2, drawn.length])
      for (const label of rules) expect(boxOf(label).x + boxOf(label).width).toBeLessThanOrEqual(end)
    }
    const grokked = (step: number) => {
      const rules = [{ step: 0.7 * step, condition: 'test ≥ 50 %', role: 'test' as const }, { step, condition: 'test ≥ 99 %', role: 'test' as const }]
      return buildCurvesScene(CurvesSpec.parse({ ...runSpec, rules, step: { domain: [1, 2478] } }), runData, frame).labels.map(text).find((words) => words.includes('≥ 99 %'))
    }
    expect([1000, 1200, 1500].map(grokked)).toEqual(['test ≥ 99 % 1\u202f000', 'test ≥ 99 %', '≥ 99 %'])
  })
  test('outside the domain they are listed', () => {
    expect(words(9999)).toMatchObject({ drawn: [], listed: [9999] })
  })
  test('none is lost, whatever their steps, and no words touch', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 2400 }), { maxLength: 6 }), (steps) => {
        const { drawn, listed, scene } = words(...steps)
        expect([...drawn, ...listed].sort((a, b) => a - b)).toEqual([...steps].sort((a, b) => a - b))
        const boxes = scene.labels.filter((l) => text(l).startsWith('event')).map(boxOf)
        boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => expect(touches(a, b)).toBe(false)))
      }),
      { numRuns: 40 },
    )
  })
  test('the row of their words can be kept before the first event, so that the plot does not move', () => {
    const before = buildCurvesScene(CurvesSpec.parse({ ...runSpec, rules: [] }), runData, { ...frame, ruleRow: true })
    expect(before.panels[0]!.plot).toEqual(buildCurvesScene(parsed.run, runData, frame).panels[0]!.plot)
  })
})

describe('labels at lines', () => {
  test('every curve of a finished run is named once where no words touch', () => {
    const scene = buildCurvesScene(parsed.run, runData, frame)
    expect(texts(scene).filter((t) => t === 'train' || t === 'test').sort()).toEqual(['test', 'test', 'train', 'train'])
    expect(labelled(scene, 'test')!.spans[0]!.ink).toBe('test-text')
  })
  test('a live curve is named right of its point', () => {
    const spec = CurvesSpec.parse({ ...runSpec, rules: [], step: { domain: [1, 2478] }, panels: runSpec.panels.map((p) => ({ ...p, lines: p.lines.map((l) => ({ ...l, end: 'point' as const })) })) })
    const scene = buildCurvesScene(spec, { run_a: grokkingRun(0, 951) }, frame)
    const end = scene.panels[0]!.lines.find((l) => l.role === 'test')!.end!
    const label = labelled(scene, 'test')!
    expect(boxOf(label).x).toBeGreaterThan(end.x)
    expect(Math.abs(label.y - end.y)).toBeLessThan(20)
  })
  test('where curves have run together their labels stand before that, beside the steepest part', () => {
    const { panels, labels } = buildCurvesScene(parsed.run, runData, frame)
    const { plot, value } = panels[0]!
    const inPanel = labels.filter((l) => ['train', 'test'].includes(text(l)) && l.y < plot.y + plot.height)
    expect(inPanel).toHaveLength(2)
    for (const l of inPanel) expect(value.toValue(l.y)).toBeLessThan(0.9)
  })
  test('when lines lie on each other the highlighted one is named', () => {
    const line = (i: number): CurvesSpecInput['panels'][number]['lines'][number] => ({ run: 'run_a', series: `s${i}`, role: 'measure', label: `a long name of line ${i}`, emphasis: i === 7 ? 'highlighted' : 'normal' })
    const spec = CurvesSpec.parse({ version: 1, kind: 'curves', title: 't', panels: [{ id: 'p', title: '', y: { kind: 'accuracy' }, lines: Array.from({ length: 20 }, (_, i) => line(i)) }] })
    const same = { steps: Uint32Array.of(1, 1000), values: Float64Array.of(0.5, 0.5) }
    const scene = buildCurvesScene(spec, { run_a: Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`s${i}`, same])) }, { width: 400, height: 160 })
    expect(texts(scene)).toContain('a long name of line 7')
    expect(texts(scene).filter((t) => t.startsWith('a long')).length).toBeLessThan(20)
  })

  /** Accuracies that rise along a sigmoid over the logarithm of steps, half way at `at`. */
  const rising = (at: number) => {
    const steps = Uint32Array.from({ length: 140 }, (_, i) => Math.round(10 ** (i / 46)))
    return { acc: { steps, values: Float64Array.from(steps, (step) => 1 / (1 + (at / step) ** 6)) } }
  }
  const rises = (halves: readonly number[]) => Object.fromEntries(halves.map((at, i) => [`r${i}`, rising(at)]))
  const sigmoids = (halves: readonly number[], groups: readonly { readonly name: string; readonly members: readonly string[]; readonly label: string; readonly slot: number }[], named: (i: number) => string | null): CurvesSpec =>
    CurvesSpec.parse({
      version: 1, kind: 'curves', title: 't', step: { domain: [10, 1000] },
      panels: [{ id: 'p', title: 'Test accuracy', y: { kind: 'accuracy' }, groups: groups.map((group) => ({ ...group, series: 'acc' })), lines: halves.map((_, i) => ({ run: `r${i}`, series: 'acc', role: 'test', colour: { by: 'run', slot: (i % 28) + 1 }, label: named(i), emphasis: i === 0 ? 'highlighted' : 'normal' })) }],
    })
  /** Names of the labels through which a line of the panel passes. */
  const crossedIn = ({ panels: [panel], labels }: CurvesScene): readonly string[] =>
    labels.filter((l) => l.halo).filter((l) => panel!.lines.some(({ stretches }) => crossing(occupancy(stretches, panel!.plot), boxOf(l), 0) > 0)).map(text)

  test('means of several groups have short names that cross no line, and how they were made is said once', () => {
    const halves = [330, 350, 370, 130, 140, 150]
    const groups = [0, 1].map((k) => ({ name: `g${k}`, members: [0, 1, 2].map((i) => `r${3 * k + i}`), label: `wd=${k + 1}`, slot: k + 1 }))
    const scene = buildCurvesScene(sigmoids(halves, groups, (i) => (i === 0 ? 'wd 1 · seed 0, baseline' : null)), rises(halves), { width: 804, height: 340, margins: { bottom: 158 } })
    expect(texts(scene)).toEqual(expect.arrayContaining(['wd=1, mean of 3', 'wd=2, mean of 3', 'wd 1 · seed 0, baseline']))
    expect(crossedIn(scene)).toEqual([])
    expect(texts(scene).filter((t) => t.includes('mean, 95\u00a0% t-interval'))).toHaveLength(1)
    expect(scene.description).toContain('mean, 95\u00a0% t-interval')
  })
  test('of many lines those are named for which a place is free, and the figure says how many these are', () => {
    const halves = Array.from({ length: 40 }, (_, i) => 60 + 12 * i)
    const scene = buildCurvesScene(sigmoids(halves, [], (i) => `run ${i}`), rises(halves), { width: 804, height: 340 })
    const named = texts(scene).filter((t) => /^run \d+$/.test(t))
    expect(named).toContain('run 0')
    expect(named.length).toBeLessThan(40)
    expect(crossedIn(scene)).toEqual([])
    expect(texts(scene).some((t) => t.includes(`${named.length} of 40 lines named`))).toBe(true)
  })
})

describe('honesty', () => {
  test('where points are reduced the figure says how many are drawn', () => {
    const steps = Uint32Array.from({ length: 100_000 }, (_, i) => i + 1)
    const [spec] = oneLine([])
    const scene = buildCurvesScene(spec, { r: { s: { steps, values: Float64Array.from(steps, (s) => Math.sin(s)) } } }, frame)
    expect(scene.facts).toMatchObject({ total: 100_000, reduced: true })
    expect(texts(scene)).toContain(scene.facts.sentence)
    expect(scene.facts.sentence).toMatch(/^\d.\d{3} of 100.000 logged points drawn, no smoothing$/)
  })
  test('a window counts the points within it, equal counts are said per run', () => {
    const scene = buildCurvesScene(parsed.compare, compareData, { width: 856, height: 300 })
    expect(scene.facts.sentence).toBe('66 of 66 logged points drawn per run, no smoothing')
    expect(texts(scene).some((t) => t.endsWith(scene.facts.sentence))).toBe(true)
  })
  test('nothing is said where all points of all steps are drawn', () => {
    expect(texts(buildCurvesScene(parsed.run, runData, frame)).some((t) => t.includes('logged points'))).toBe(false)
  })
  test('a loss of 0 is drawn on the frame with a mark, not dropped', () => {
    const [spec, data] = oneLine([1, 0.1, 0, -1, 0.1, 0], { kind: 'log' })
    const { panels, description } = buildCurvesScene(spec, data, frame)
    const { lines, plot } = panels[0]!
    const floor = plot.y + plot.height
    expect([...lines[0]!.stretches[0]!.px].filter((_, i) => i % 2 === 1).map((y) => y === floor)).toEqual([false, true, true, true, true, true])
    expect(lines[0]!.clamped.map((c) => c.y)).toEqual([plot.y + plot.height, plot.y + plot.height])
    expect(description).toContain('at or below 0')
  })
  test('a diverged curve ends in a cross at its last finite value', () => {
    const [spec, data] = oneLine([1, 2, 3, NaN, NaN], { kind: 'linear' }, { end: 'cross' })
    const scene = buildCurvesScene(spec, data, frame)
    expect(scene.panels[0]!.lines[0]!.end).toEqual({ mark: 'cross', x: scene.step.scale.toPx(3), y: scene.panels[0]!.value.toPx(3) })
  })
})

describe('colours and strokes', () => {
  test('by role: train blue, test vermillion; by run: the stored slot, train dotted and thin', () => {
    const lines = (['train', 'test'] as const).flatMap((role) => [{ run: 'run_a', series: `${role}_loss`, role }, { run: 'run_a', series: `${role}_accuracy`, role, colour: { by: 'run' as const, slot: 9 } }])
    const spec = CurvesSpec.parse({ version: 1, kind: 'curves', title: 't', panels: [{ id: 'p', title: '', y: { kind: 'linear' }, lines }] })
    const drawn = buildCurvesScene(spec, runData, frame).panels[0]!.lines.map((l) => [l.series, l.ink, l.dash, l.width])
    expect(drawn).toEqual([
      ['train_loss', 'train', null, 1.75],
      ['train_accuracy', 'run-2', [1.5, 2.5], 1.25],
      ['test_loss', 'test', null, 1.75],
      ['test_accuracy', 'run-2', [6, 3], 1.75],
    ])
  })
  test('ghosts lie behind, the highlighted line in front; hue does not move with the order', () => {
    const spec = CurvesSpec.parse({ version: 1, kind: 'curves', title: 't', panels: [{ id: 'p', title: '', y: { kind: 'accuracy' }, lines: [
      { run: 'run_a', series: 'test_accuracy', role: 'test', emphasis: 'highlighted' },
      { run: 'run_a', series: 'train_accuracy', role: 'train' },
      { run: 'expected', series: 'test_accuracy', role: 'ghost' },
    ] }] })
    const lines = buildCurvesScene(spec, { ...runData, expected: grokkingRun(3) }, frame).panels[0]!.lines
    expect(lines.map((l) => [l.role, l.ink])).toEqual([['ghost', 'ghost'], ['train', 'train'], ['test', 'test']])
    expect(lines[0]!.dash).toEqual([3, 3])
  })
})

describe('scales of values and seams', () => {
  const accuracy = { r: { a: { steps: Uint32Array.of(1, 10, 100, 1000), values: Float64Array.of(0, 0.02, 0.98, 1) } } }
  const spec = (y: CurvesSpecInput['panels'][number]['y'], rest: Partial<CurvesSpecInput> = {}) =>
    CurvesSpec.parse({ version: 1, kind: 'curves', title: 't', panels: [{ id: 'p', title: 'P', y, lines: [{ run: 'r', series: 'a', role: 'test', label: 'a rather long name of the mean, n = 5' }] }], ...rest })

  test('accuracies of exactly 0 and 1 stand on the frame of a logit axis, marked, and are counted', () => {
    const scene = buildCurvesScene(spec({ kind: 'logit' }), accuracy, { width: 600, height: 300 })
    const { lines, plot, value } = scene.panels[0]!
    expect(value.domain).toEqual([0.01, 0.99])
    expect(lines[0]!.clamped.map(({ edge, y }) => [edge, y])).toEqual([['low', plot.y + plot.height], ['high', plot.y]])
    expect(scene.facts.drawn).toBe(4)
    expect(scene.description).toContain('Values of exactly 0 and 1 are drawn on the frame in a of r.')
  })
  test('values of both signs have a place each on a symlog axis, and so have steps', () => {
    const signed = { r: { a: { steps: Uint32Array.of(0, 10, 1000), values: Float64Array.of(-500, 0, 20) } } }
    const scene = buildCurvesScene(spec({ kind: 'symlog' }, { step: { scale: 'symlog' } }), signed, { width: 600, height: 300 })
    const { lines, value } = scene.panels[0]!
    expect(value.domain).toEqual([-1000, 100])
    expect([...lines[0]!.stretches[0]!.px].every(Number.isFinite)).toBe(true)
    expect(scene.step.scale.toPx(0)).toBe(scene.step.scale.range[0])
    const fixed = buildCurvesScene(spec({ kind: 'symlog' }, { step: { scale: 'symlog', domain: [1, 2000] } }), signed, { width: 600, height: 300 })
    expect(fixed.step.scale.domain).toEqual([0, 2000])
  })
  test('a seam is a tick on the axis with its words; one outside the window is not drawn', () => {
    const seams = [{ step: 100, words: 'resumed 2026-11-23' }, { step: 5000, words: 'later' }]
    const scene = buildCurvesScene(spec({ kind: 'accuracy' }, { seams }), accuracy, { width: 600, height: 300 })
    expect(scene.seams).toEqual([{ step: 100, words: 'resumed 2026-11-23', x: scene.step.scale.toPx(100) }])
    expect(scene.labels.flatMap(({ spans }) => spans.map(({ text }) => text))).toContain('resumed 2026-11-23')
    expect(scene.description).toContain('resumed 2026-11-23 at step 100.')
  })
  test('the name of a line stands in the plot or beyond its end, never across it', () => {
    for (const width of [300, 420, 600, 900]) {
      const scene = buildCurvesScene(spec({ kind: 'accuracy' }), accuracy, { width, height: 240 })
      const { plot } = scene.panels[0]!
      for (const words of scene.labels.filter(({ spans }) => spans[0]?.text.startsWith('a rather'))) {
        const { x, width: w } = boxOf(words)
        expect(x >= plot.x + plot.width || x + w <= plot.x + plot.width).toBe(true)
      }
    }
  })
})
