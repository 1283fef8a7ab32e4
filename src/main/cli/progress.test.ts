import { describe, expect, test } from 'vitest'
import type { RunUpdate } from '../../shared/contract.ts'
import { ProgressBar, progressLine } from './progress.ts'
import type { Terminal } from './terminal.ts'

const half: RunUpdate = {
  state: { status: 'running', step: 500 },
  stepsPerSecond: 130.4,
  secondsLeft: 3.83,
  points: { test_accuracy: { steps: Uint32Array.of(499, 500), values: Float64Array.of(0.1, 0.25) } },
  removed: [],
  checkpoints: [],
}

function recording(columns: number | null): Terminal & { readonly text: () => string } {
  let text = ''
  return { out: () => undefined, aside: (more) => void (text += more), columns, text: () => text }
}

describe('the line', () => {
  test('shows steps, speed, time left and accuracy beside a bar', () => {
    expect(progressLine('pocket-grok', 1000, half, 0.25, 120)).toBe(`pocket-grok  ${'█'.repeat(15)}${'░'.repeat(15)}  500 of 1000 steps  130 steps/s  3.8 s left  test accuracy 25.0 %`)
  })

  test('stays one line on a narrow terminal', () => {
    for (const columns of [10, 40, 80, 100]) expect([...progressLine('pocket-grok', 1000, half, 0.25, columns)].length).toBeLessThan(columns)
  })

  test('a queued run waits, a paused one says so', () => {
    expect(progressLine('p', 10, { ...half, state: { status: 'queued' } }, null, 80)).toBe('p  waiting for a free thread')
    expect(progressLine('p', 10, { ...half, state: { status: 'paused', step: 5 } }, null, 80)).toContain('paused')
  })
})

describe('the bar', () => {
  test('draws on a terminal and takes itself away', () => {
    const terminal = recording(100)
    const bar = new ProgressBar(terminal, 'pocket-grok', 1000)
    bar.update(half, 0)
    expect(terminal.text()).toContain('25.0 %')
    bar.clear()
    expect(terminal.text().endsWith('\r\u001b[K')).toBe(true)
  })

  test('redraws at most ten times a second', () => {
    const terminal = recording(100)
    const bar = new ProgressBar(terminal, 'pocket-grok', 1000)
    for (let ms = 0; ms < 1000; ms += 10) bar.update(half, ms)
    expect(terminal.text().split('\r').length - 1).toBe(10)
  })

  test('writes nothing where there is no terminal', () => {
    const terminal = recording(null)
    const bar = new ProgressBar(terminal, 'pocket-grok', 1000)
    bar.update(half, 0)
    bar.clear()
    expect(terminal.text()).toBe('')
  })
})
