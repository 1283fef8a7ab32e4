import { describe, expect, test } from 'vitest'
import { buildCurvesScene } from '../../../figures/curves-scene.ts'
import { CurvesSpec, PanelSpec } from '../../../figures/spec.ts'
import { RunConfig } from '../../../shared/schema/run-config.ts'
import type { RunSummary } from '../../../shared/schema/run.ts'
import { applyOptions, scaledValues } from './apply-options.ts'
import { plainOptions, type CurveOptions } from './curve-options.ts'
import { seriesOfRuns, xChoices } from '../../../figures/x-choices.ts'

const config = (seed: number, decay: number, batch: object = { kind: 'full' }) =>
  RunConfig.parse({
    task: { kind: 'modular_table', modulus: 59 }, split: { train_fraction: 0.4 }, model: { kind: 'mlp', hidden: [48] }, batch,
    optimiser: { kind: 'adamw', learning_rate: 0.01, weight_decay: decay }, seed, steps: 100,
  })
/** What applying options reads of a run. */
const run = (id: string, seed: number, decay: number, grokked: number | null): RunSummary =>
  ({ id, name: id, config: config(seed, decay), seed, colourSlot: seed + 1, events: { train_acc_99: 5, train_acc_100: 6, test_acc_50: grokked, test_acc_95: grokked, test_acc_99: grokked }, final: { step: 100 } }) as unknown as RunSummary
const runs = [run('a', 0, 1, 40), run('b', 1, 1, 50), run('c', 2, 1, null), run('d', 0, 2, 20)]
const curve = (by: number) => ({ steps: Uint32Array.of(0, 1, 10, 100), values: Float64Array.of(0.1, 0.2, 0.3 + by, 0.9) })
const data = Object.fromEntries(runs.map(({ id, seed }) => [id, { test_accuracy: curve(seed / 100), weight_norm: { steps: Uint32Array.of(0, 10, 100), values: Float64Array.of(3, 9, 6) } }]))
const plain = CurvesSpec.parse({
  version: 1,
  kind: 'curves',
  title: 'four',
  step: { domain: [1, 100] },
  panels: [{ id: 'p', title: 'Test accuracy', y: { kind: 'accuracy' }, lines: runs.map(({ id, colourSlot }, i) => ({ run: id, series: 'test_accuracy', role: 'test', colour: { by: 'run', slot: colourSlot }, label: id, emphasis: i === 0 ? 'highlighted' : 'normal' })) }],
})
const applied = (change: Partial<CurveOptions>, of = runs) => applyOptions(plain, of, data, { ...plainOptions, ...change })

describe('seed groups', () => {
  test('runs that are equal but for their seeds have a mean; a run by itself has none', () => {
    const { panels } = applied({})
    expect(panels[0]?.groups.map(({ members, label }) => [members, label])).toEqual([[['a', 'b', 'c'], 'wd=1']])
    const scene = buildCurvesScene(applied({}), data, { width: 900, height: 300 })
    expect(scene.labels.map(({ spans }) => spans[0]?.text)).toContain('wd=1: mean, 95\u00a0% t-interval, n = 3')
    expect(applied({}, [runs[0]!, runs[3]!]).panels[0]?.groups).toEqual([])
    expect(applied({ centre: 'none' }).panels[0]?.groups).toEqual([])
  })
  test('members are drawn under it and leave their names to the table, but the highlighted one keeps its own', () => {
    expect(applied({}).panels[0]?.lines.map(({ label }) => label)).toEqual(['a', null, null, 'd'])
  })
  test('a band that needs a mean becomes one that a median has', () => {
    expect(applied({ centre: 'median', band: 't' }).panels[0]?.groups[0]).toMatchObject({ band: 'quantiles', level: 0.5 })
    expect(CurvesSpec.safeParse(applied({ centre: 'median', band: 'se' })).success).toBe(true)
  })
})

describe('the x axis', () => {
  test('aligned by an event, runs without it are left out, and the figure says how many', () => {
    const spec = applied({ align: { by: 'after', event: 'test_acc_99' } })
    expect(spec.notes).toEqual(['1 of 4 not test ≥ 99\u00a0% by step 100'])
    expect(spec.step).toMatchObject({ scale: 'linear', title: 'steps after test ≥ 99\u00a0%', domain: null })
    const scene = buildCurvesScene(spec, data, { width: 900, height: 300 })
    const drawn = Object.fromEntries(scene.panels[0]!.lines.map((line) => [line.run, line.total]))
    expect([drawn['a'], drawn['c']]).toEqual([4, 0])
    expect(scene.facts.sentence).toContain('1 of 4 not')
    expect(scene.step.scale.domain).toEqual([-50, 80])
  })
  test('a series is one, at the steps where both were logged, as a path with its direction', () => {
    const spec = applied({ x: 'series:weight_norm' })
    expect(spec.panels[0]?.groups).toEqual([])
    const [line] = buildCurvesScene(spec, data, { width: 900, height: 300 }).panels[0]!.lines.filter(({ run: id }) => id === 'b')
    expect([...line!.stretches[0]!.steps]).toEqual([0, 10, 100])
    expect(line!.arrows.length).toBeGreaterThan(0)
  })
  test('epochs are offered where the lab knows how many examples there are', () => {
    expect(xChoices(runs, seriesOfRuns(runs, data)).map(({ value }) => value)).toEqual(['step', 'epoch', 'flop', 'series:test_accuracy', 'series:weight_norm'])
    const batched = [{ ...runs[0]!, config: config(0, 1, { kind: 'minibatch', size: 64 }) } as RunSummary]
    expect(xChoices(batched, []).map(({ value }) => value)).toEqual(['step', 'examples', 'flop'])
  })
})

describe('FLOP', () => {
  const source = { flop: ({ config: { optimiser } }: RunSummary) => (optimiser.weight_decay === 1 ? 2e6 : undefined), find: (id: string) => runs.find((each) => each.id === id) }
  const drawnBy = (of: readonly RunSummary[]) => applyOptions(plain, of, data, { ...plainOptions, x: 'flop' }, source)

  test('a step is as far along the axis as its operations so far, which the figure says it counts', () => {
    const spec = drawnBy(runs)
    expect(spec.step).toMatchObject({ title: 'FLOP of the training steps', scale: 'log', domain: null })
    const scene = buildCurvesScene(spec, data, { width: 900, height: 300 })
    expect(scene.step.scale.domain).toEqual([2e6, 2e8])
    expect(scene.facts.sentence).toMatch(/counting the operations of 1 of 4 · FLOP as compiled: 2mnk a product/)
    expect(spec.panels[0]?.groups).toHaveLength(1)
  })
  test('a fork whose parent made other operations a step, or is not stored, has no place on it', () => {
    const forked = (parent: string) => ({ ...runs[0]!, parent: { run: parent, step: 10, fork: { state: 10 } } }) as unknown as RunSummary
    const places = (of: RunSummary) => drawnBy([of]).step.quantity
    expect(places(forked('b'))).toEqual({ by: 'scaled', runs: { a: { offset: 0, factor: 2e6 }, b: expect.anything(), c: expect.anything(), d: expect.anything() } })
    expect(drawnBy([forked('d')]).notes).toEqual(['counting the operations of 1 of 1'])
    expect(drawnBy([forked('gone')]).notes).toEqual(['1 of 1 left out: FLOP of training is not known, or not the same in every step'])
  })
})

test('facets are panels on linked axes, one a value, in the order of the values', () => {
  const { panels } = applied({ facet: 'optimiser.weight_decay' })
  expect(panels.map(({ subtitle, lines, link }) => [subtitle, lines.map(({ run: id }) => id), link])).toEqual([
    ['weight_decay 1', ['a', 'b', 'c'], 'p'],
    ['weight_decay 2', ['d'], 'p'],
  ])
  const many = Array.from({ length: 15 }, (_, i) => run(`m${i}`, 0, i + 1, null))
  expect(applyOptions(plain, many, {}, { ...plainOptions, facet: 'optimiser.weight_decay' }).notes).toEqual(['12 of 15 values of weight_decay'])
})

test('what is drawn is a specification that a file can carry', () => {
  const spec = applied({ align: { by: 'ratio', event: 'test_acc_50' }, smoothing: { kind: 'mean', width: 0.1, along: 'log-step', values: 'stored' }, facet: 'optimiser.weight_decay' })
  expect(CurvesSpec.parse(JSON.parse(JSON.stringify(spec)))).toEqual(spec)
})

test('a scale of values is that of the panels for which it means something, and the title says so', () => {
  const panel = (y: PanelSpec['y'], subtitle: string) => PanelSpec.parse({ id: 'p', title: 'P', subtitle, y, lines: [] })
  const [shares, loss] = [panel({ kind: 'accuracy' }, ''), panel({ kind: 'log', domain: null }, 'cross-entropy, log')]
  expect(scaledValues(shares, 'logit')).toMatchObject({ y: { kind: 'logit' }, subtitle: 'logit' })
  expect(scaledValues(loss, 'logit')).toBe(loss)
  expect(scaledValues(shares, 'symlog')).toBe(shares)
  expect(scaledValues(loss, 'symlog')).toMatchObject({ y: { kind: 'symlog', linearTo: 1 }, subtitle: 'cross-entropy, symlog, linear within ±1' })
  expect(scaledValues(loss, 'linear')).toMatchObject({ y: { kind: 'linear' }, subtitle: 'cross-entropy, linear' })
  for (const same of [shares, loss]) expect(scaledValues(same, 'auto')).toBe(same)
})
