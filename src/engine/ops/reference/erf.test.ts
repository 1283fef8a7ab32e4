import { expect, test } from 'vitest'
import { erf } from './erf.ts'

/** x and erf(x), computed with 50 digits and rounded. */
const table: readonly (readonly [number, number])[] = [
  [1e-300, 1.1283791670955126e-300],
  [1e-08, 1.1283791670955126e-08],
  [0.1, 0.1124629160182849],
  [0.3, 0.3286267594591274],
  [0.46875, 0.49261347321793797],
  [0.5, 0.5204998778130465],
  [0.9, 0.7969082124228322],
  [1.3, 0.9340079449406524],
  [2, 0.9953222650189527],
  [2.7, 0.9998656672600594],
  [3.5, 0.9999992569016276],
  [4, 0.9999999845827421],
  [4.2, 0.9999999971445058],
  [5, 0.9999999999984626],
  [5.9, 0.9999999999999999],
  [6.5, 1],
]

test('the error function is within 4e-16 of values of 50 digits on all its intervals, and odd', () => {
  const worst = Math.max(...table.flatMap(([x, y]) => [Math.abs(erf(x) / y - 1), Math.abs(erf(-x) / -y - 1)]))
  expect(worst).toBeLessThan(4e-16)
})

test('the error function of the ends', () => {
  expect([Infinity, -Infinity, NaN, 0, -0].map(erf)).toEqual([1, -1, NaN, 0, -0])
})
