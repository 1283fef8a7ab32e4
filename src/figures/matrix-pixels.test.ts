import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { colourMap, colourStops, lutLength } from './colour-maps.ts'
import { symmetricLimit } from './limits.ts'
import { matrixPixels } from './matrix-pixels.ts'
import { fromOklab, parseHex, toOklab } from './oklab.ts'
import { themes } from './themes.ts'

const at = (rgba: Uint8ClampedArray, i: number) => [...rgba.subarray(i * 4, i * 4 + 4)]
const entry = (lut: Uint8ClampedArray, i: number) => [...lut.subarray(i * 3, i * 3 + 3)]

describe('colour maps', () => {
  test('zero of symmetric limits is exactly the neutral of the theme', () => {
    for (const theme of ['light', 'dark'] as const) {
      const { rgba } = matrixPixels([0], 1, 1, [-0.4, 0.4], colourMap('BrBG', theme))
      expect(at(rgba, 0)).toEqual([...parseHex(themes[theme]['map-zero']), 255])
    }
  })
  test('the ends are the first and the last stop', () => {
    const { lut } = colourMap('BrBG', 'light')
    expect(entry(lut, 0)).toEqual([...parseHex('#4E2F06')])
    expect(entry(lut, lutLength - 1)).toEqual([...parseHex('#003F37')])
    expect(colourStops(colourMap('BrBG', 'light'), 3)).toEqual(['rgb(78,47,6)', 'rgb(247,247,245)', 'rgb(0,63,55)'])
  })
  test('RdBu is red below zero and blue above, as d3 and matplotlib have it', () => {
    const { lut } = colourMap('RdBu', 'dark')
    expect(entry(lut, 0)[0]).toBeGreaterThan(entry(lut, 0)[2]!)
    expect(entry(lut, lutLength - 1)[2]).toBeGreaterThan(entry(lut, lutLength - 1)[0]!)
  })
  test('lightness of tide falls monotonically in light and rises in dark', () => {
    const lightness = (theme: 'light' | 'dark') => Array.from({ length: 64 }, (_, i) => toOklab(entry(colourMap('tide', theme).lut, i * 8) as unknown as [number, number, number])[0])
    expect(lightness('light').every((l, i, all) => i === 0 || l <= all[i - 1]! + 0.004)).toBe(true)
    expect(lightness('dark').every((l, i, all) => i === 0 || l >= all[i - 1]! - 0.004)).toBe(true)
  })
  test('print has the colours of light', () => {
    expect(colourMap('BrBG', 'print')).toBe(colourMap('BrBG', 'light'))
  })
  test('OKLab returns every byte colour unchanged', () => {
    const byte = fc.integer({ min: 0, max: 255 })
    fc.assert(
      fc.property(fc.tuple(byte, byte, byte), (rgb) => {
        expect(fromOklab(toOklab(rgb))).toEqual(rgb)
      }),
    )
  })
})

describe('matrix pixels', () => {
  const map = colourMap('BrBG', 'light')
  test('values beyond the limits take the colour of the limit and are counted', () => {
    const { rgba, clipped } = matrixPixels([-9, -0.4, 0.4, 9], 2, 2, [-0.4, 0.4], map)
    expect(clipped).toBe(2)
    expect(at(rgba, 0)).toEqual(at(rgba, 1))
    expect(at(rgba, 2)).toEqual(at(rgba, 3))
  })
  test('NaN and infinity are counted apart, take the missing colour and are never clipped', () => {
    const { rgba, clipped, nan, infinite } = matrixPixels([NaN, Infinity, -Infinity, 0], 1, 4, [-1, 1], map)
    expect([clipped, nan, infinite]).toEqual([0, 1, 2])
    for (const i of [0, 1, 2]) expect(at(rgba, i)).toEqual([...map.missing, 255])
  })
  test('columns are drawn in the given order', () => {
    const values = [1, 0, -1, 0.5, -0.5, 0]
    const order = [2, 0, 1]
    const plain = matrixPixels(values, 2, 3, [-1, 1], map).rgba
    const ordered = matrixPixels(values, 2, 3, [-1, 1], map, order).rgba
    for (let row = 0; row < 2; row += 1) {
      order.forEach((column, place) => expect(at(ordered, row * 3 + place)).toEqual(at(plain, row * 3 + column)))
    }
  })
  test('a larger weight never has an earlier entry', () => {
    const value = fc.double({ noNaN: true, min: -2, max: 2 })
    const grey = { name: 'tide', lut: Uint8ClampedArray.from({ length: lutLength * 3 }, (_, i) => Math.floor(i / 6)), missing: [0, 0, 0] } as const
    fc.assert(
      fc.property(value, value, (a, b) => {
        const { rgba } = matrixPixels([Math.min(a, b), Math.max(a, b)], 1, 2, [-1, 1], grey)
        return rgba[0]! <= rgba[4]!
      }),
    )
  })
  test('128 × 512 cells take well under a frame', () => {
    const values = Float32Array.from({ length: 128 * 512 }, (_, i) => Math.sin(i) * 0.5)
    const times = Array.from({ length: 15 }, () => {
      const start = performance.now()
      matrixPixels(values, 128, 512, [-0.4, 0.4], map)
      return performance.now() - start
    })
    expect(Math.min(...times)).toBeLessThan(8)
  })
})

describe('the symmetric limit of a tensor', () => {
  test('is a round number that holds all but a few values, over all frames', () => {
    const frame = Float32Array.from({ length: 10_000 }, (_, i) => 0.38 * Math.sin(i))
    frame[17] = 25
    expect(symmetricLimit([frame, new Float32Array(10)])).toBe(0.4)
  })
  test('is 1 without values, and looks past NaN', () => {
    expect(symmetricLimit([])).toBe(1)
    expect(symmetricLimit([[0, 0]])).toBe(1)
    expect(symmetricLimit([[NaN, 0.7, Infinity]])).toBe(0.8)
  })
})
