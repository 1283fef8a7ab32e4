import { describe, expect, test } from 'vitest'
import { seriesNames, seriesOf, valueUpTo } from './series.ts'
import { coarseFirst, spreadSteps } from './spread-steps.ts'

describe('checkpoints to measure', () => {
  const checkpoints = Array.from(new Set(Array.from({ length: 160 }, (_, k) => Math.ceil(1.05 ** k))))

  test('are as many as asked, ascending, from the first to the last, evenly along the log axis', () => {
    const chosen = spreadSteps([0, ...checkpoints], 12)
    expect(chosen).toHaveLength(12)
    expect([chosen[0], chosen.at(-1)]).toEqual([0, checkpoints.at(-1)])
    expect([...chosen]).toEqual([...chosen].sort((a, b) => a - b))
    const late = chosen.slice(5).map((step, i, all) => (i === 0 ? 1 : step / all[i - 1]!)).slice(1)
    expect(Math.max(...late) / Math.min(...late)).toBeLessThan(1.5)
  })

  test('are all where there are no more', () => {
    expect(spreadSteps([0, 5, 9], 12)).toEqual([0, 5, 9])
    expect(spreadSteps([], 12)).toEqual([])
    expect(spreadSteps([1, 2, 3, 1000], 3)).toHaveLength(3)
  })

  test('are measured from coarse to fine, each once', () => {
    expect(coarseFirst([0, 1, 2, 3, 4, 5, 6, 7, 8])).toEqual([8, 0, 4, 2, 6, 1, 3, 5, 7])
    expect(coarseFirst([5])).toEqual([5])
    expect(coarseFirst([])).toEqual([])
    expect([...coarseFirst(checkpoints)].sort((a, b) => a - b)).toEqual(checkpoints)
  })
})

describe('series of a measure', () => {
  const curves = { nc1: { steps: Uint32Array.of(0, 10), values: Float64Array.of(3, 2) } }
  const entries = [{ step: 10, values: { 'nc1': 1.5, 'share.10': 1, 'share.2': 0 } }, { step: 5, values: { nc1: 2.5 } }]

  test('join what was logged and what was measured later, which stands where both are', () => {
    const { steps, values } = seriesOf('nc1', entries, curves)
    expect([[...steps], [...values]]).toEqual([[0, 5, 10], [3, 2.5, 1.5]])
    expect(seriesOf('other', entries, curves).steps).toHaveLength(0)
  })

  test('are named in the order of their numbers', () => {
    expect(seriesNames(['nc1', 'share.*', 'nc9'], entries, curves)).toEqual(['nc1', 'share.2', 'share.10'])
  })

  test('have the value of the last step up to one, never one in between', () => {
    const series = seriesOf('nc1', entries, curves)
    expect(valueUpTo(series, 7)).toEqual({ step: 5, value: 2.5 })
    expect(valueUpTo(series, null)).toEqual({ step: 10, value: 1.5 })
    expect(valueUpTo(seriesOf('other', entries, curves), 7)).toBeNull()
  })
})
