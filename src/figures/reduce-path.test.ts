import { expect, test } from 'vitest'
import fc from 'fast-check'
import { reducePath } from './reduce-path.ts'

test('a path that stands still is one point, one that turns back keeps its turn', () => {
  const still = reducePath(Float64Array.of(5, 5.1, 5.2, 5.1), Float64Array.of(5, 5, 5.1, 5), 0, 100)
  expect(still.stretches.map((s) => [...s])).toEqual([[0, 3]])
  const back = reducePath(Float64Array.of(0, 50, 50.2, 10), Float64Array.of(0, 0, 0, 0), 0, 100)
  expect(back.stretches.map((s) => [...s])).toEqual([[0, 1, 2, 3]])
  expect(reducePath(Float64Array.of(0, NaN, 10), Float64Array.of(0, 0, 0), 0, 100).stretches.map((s) => [...s])).toEqual([[0], [2]])
})

test('every point of a path lies within a pixel of the drawn line, and nothing is invented', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.double({ min: -3, max: 3, noNaN: true }), fc.double({ min: -3, max: 3, noNaN: true })), { minLength: 1, maxLength: 200 }), (moves) => {
      let [px, py] = [50, 50]
      const x = Float64Array.from(moves, ([dx]) => (px += dx))
      const y = Float64Array.from(moves, ([, dy]) => (py += dy))
      const { stretches, drawn, total } = reducePath(x, y, -1e4, 1e4)
      const kept = stretches.flatMap((s) => [...s])
      expect([kept[0], kept.at(-1)]).toEqual([0, moves.length - 1])
      expect([drawn, total]).toEqual([kept.length, moves.length])
      for (let i = 0; i < moves.length; i += 1) expect(Math.min(...kept.map((k) => Math.hypot(x[k]! - x[i]!, y[k]! - y[i]!)))).toBeLessThanOrEqual(1)
    }),
    { numRuns: 60 },
  )
})
