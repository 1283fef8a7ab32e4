import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { panned, windowOf, windowWords, zoomed, type ZoomAxis } from './zoom.ts'

const log: ZoomAxis = { isLog: true, full: [1, 100_000], isWhole: true }
const linear: ZoomAxis = { isLog: false, full: [0, 1000], isWhole: true }

describe('zooming', () => {
  test('keeps what is under the pointer where it is', () => {
    const share = (w: readonly [number, number], x: number) => Math.log(x / w[0]) / Math.log(w[1] / w[0])
    const window = zoomed(log, null, 100, 0.5)!
    expect(share(window, 100)).toBeCloseTo(share(log.full, 100), 9)
    expect(Math.log(window[1] / window[0])).toBeCloseTo(0.5 * Math.log(1e5), 9)
    expect(zoomed(linear, null, 250, 0.5)).toEqual([125, 625])
  })
  test('out of everything is everything', () => {
    expect(zoomed(log, [10, 1000], 100, 1e6)).toBeNull()
    expect(windowOf(linear, -50, 2000)).toBeNull()
  })
  test('ends where single steps are to be seen', () => {
    let window = zoomed(linear, null, 500, 0.5)
    for (let i = 0; i < 40; i += 1) window = zoomed(linear, window, 500, 0.5)
    expect(window![1] - window![0]).toBeCloseTo(4, 9)
  })
  test('whatever is asked for, a window lies on the axis and has a width', () => {
    fc.assert(
      fc.property(fc.constantFrom(log, linear, { isLog: false, linearTo: 1, full: [-1e4, 1e5] as const, isWhole: true }, { isLog: false, full: [-500, 2] as const, isWhole: false }), fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.double({ min: -1e6, max: 1e6, noNaN: true }), (axis, a, b) => {
        const window = windowOf(axis, a, b)
        if (window === null) return
        expect(window[0]).toBeGreaterThanOrEqual(axis.full[0] - 1e-6 * Math.abs(axis.full[0]))
        expect(window[1]).toBeLessThanOrEqual(axis.full[1] * (1 + 1e-9))
        expect(window[1]).toBeGreaterThan(window[0])
      }),
    )
  })
})

describe('panning', () => {
  test('keeps the width and stops at the ends', () => {
    expect(panned(linear, [100, 300], 0.5)).toEqual([200, 400])
    expect(panned(linear, [100, 300], -9)).toEqual([0, 200])
    expect(panned(linear, null, 1)).toBeNull()
    const [from, to] = panned(log, [10, 100], 1)!
    expect([from, to]).toEqual([expect.closeTo(100, 6), expect.closeTo(1000, 6)])
  })
})

test('a window is said in words', () => {
  expect(windowWords([120.4, 2478], 'step')).toBe('steps 120 to 2\u202f478')
  expect(windowWords([0.5, 12], 'epoch')).toBe('epoch 0.500 to 12.00')
})
