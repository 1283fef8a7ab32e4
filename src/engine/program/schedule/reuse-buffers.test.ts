import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lifetimes, temporaryBytes } from './lifetimes.ts'
import { groupPhases } from './phases.ts'
import { reuseBuffers } from './reuse-buffers.ts'
import type { Schedule } from './schedule.ts'
import { elements, input, loops, product, schedule, temporary } from './testing/hand-made.ts'

function places({ buffers }: Schedule): (number | null)[] {
  return buffers.map(({ home }) => (home.kind === 'temporary' ? home.place : null))
}

test('temporaries that never live in one phase share a place, the largest first', () => {
  const buffers = [input(4), temporary(4), temporary(4), temporary(4), temporary(4)]
  const made = schedule(buffers, [product(2, 1, 0, 0), product(2, 2, 1, 0), product(2, 3, 2, 0), product(2, 4, 3, 0)], [4])
  expect(places(reuseBuffers(made))).toEqual([null, 0, 1, 0, 1])
  expect([temporaryBytes(made), temporaryBytes(reuseBuffers(made))]).toEqual([64, 32])
})

test('an output lives to the end', () => {
  const buffers = [input(4), temporary(4), temporary(4), temporary(4)]
  const made = schedule(buffers, [product(2, 1, 0, 0), product(2, 2, 0, 0), product(2, 3, 2, 2)], [1, 3])
  expect(new Set(places(reuseBuffers(made)).slice(1)).size).toBe(3)
})

test('what is computed once shares its place with nothing', () => {
  const buffers = [input(4), temporary(4), temporary(4), temporary(4), temporary(4)]
  const once = { ...loops(elements(4, 1, [0])), once: true }
  const made = groupPhases(schedule(buffers, [once, product(2, 2, 1, 0), product(2, 3, 2, 0), product(2, 4, 3, 0)], [4]))
  const [, still, ...others] = places(reuseBuffers(made))
  expect(others).not.toContain(still)
})

test('no two lifetimes in a place meet, and the memory is never more than before', () => {
  const chains = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.integer({ min: 0, max: 64 })), { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(chains, (kernels) => {
      const buffers = [input(64), ...kernels.map(([, , length]) => temporary(length))]
      const made = groupPhases(schedule(buffers, kernels.map(([a, b, length], i) => loops(elements(Math.min(length, ...[a, b].map((x) => buffers[x % (i + 1)]!.length)), i + 1, [a % (i + 1), b % (i + 1)], 'add'))), [kernels.length]))
      const shared = reuseBuffers(made)
      expect(temporaryBytes(shared)).toBeLessThanOrEqual(temporaryBytes(made))
      const lives = [...lifetimes(shared)]
      const home = places(shared)
      for (const [a, lifeA] of lives) {
        for (const [b, lifeB] of lives) {
          if (a !== b && home[a] === home[b]) expect(lifeA.last < lifeB.first || lifeB.last < lifeA.first).toBe(true)
        }
      }
    }),
    { numRuns: 100, seed: 1 },
  )
})
