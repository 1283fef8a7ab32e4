import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { formatDecade, formatDrawn, formatFixed, formatInteger, formatMeasured, formatPercent, formatScientific, formatSigned, formatTick, formatValue, superscript } from './formats.ts'

const n = '\u202F' // the thousands mark

describe('numbers are written as look.md says', () => {
  test('thousands have a narrow no-break space, four digits too', () => {
    expect([7, 951, 1286, 100_000, 1234567].map(formatInteger)).toEqual(['7', '951', `1${n}286`, `100${n}000`, `1${n}234${n}567`])
  })
  test('minus is the true minus, and nothing that rounds to zero has one', () => {
    expect(formatFixed(-0.4, 2)).toBe('\u22120.40')
    expect(formatFixed(-0.001, 2)).toBe('0.00')
    expect(formatFixed(-1234.5, 1)).toBe(`\u22121${n}234.5`)
  })
  test('differences carry their sign', () => {
    expect([245, -3, 0].map((v) => formatSigned(v))).toEqual(['+245', '\u22123', '0'])
  })
  test('per cent has a space before the sign', () => {
    expect(formatPercent(0.847)).toBe('84.7\u00A0%')
    expect(formatPercent(1, 0)).toBe('100\u00A0%')
  })
  test('powers of ten have superscripts', () => {
    expect(formatScientific(0.0023)).toBe('2.30·10⁻³')
    expect(formatScientific(-4.084e-6)).toBe('\u22124.08·10⁻⁶')
    expect(formatScientific(9.999)).toBe('1.00·10¹')
    expect(superscript(-12)).toBe('⁻¹²')
    expect([-6, -1, 0, 1, 3, 4].map(formatDecade)).toEqual(['10⁻⁶', '10⁻¹', '1', '10', `1${n}000`, '10⁴'])
  })
  test('a readout shows three decimals or a power of ten', () => {
    expect([9.3671, 0.553, 0.0023, 57.04, 0, 412.37, 12345.6, 1e6].map(formatValue)).toEqual(['9.367', '0.553', '2.30·10⁻³', '57.04', '0', '412.4', `12${n}346`, '1.00·10⁶'])
  })
  test('a measured value keeps its decimals until it is a power of ten', () => {
    expect([41.26, 99_999, 1e5, 2.7e20, -3e7, 0, Infinity].map((v) => formatMeasured(v, 1))).toEqual(['41.3', `99${n}999.0`, '1.00·10⁵', '2.70·10²⁰', '\u22123.00·10⁷', '0.0', '∞'])
  })
  test('NaN and infinity are results with names', () => {
    expect([NaN, Infinity, -Infinity].map(formatValue)).toEqual(['NaN', '∞', '\u2212∞'])
    expect(formatPercent(NaN)).toBe('NaN\u00A0%')
  })
  test('ticks have as many decimals as their spacing needs', () => {
    expect([0, 0.25, 0.5].map((v) => formatTick(v, 0.25))).toEqual(['0.00', '0.25', '0.50'])
    expect([0, 0.5, 1].map((v) => formatTick(v, 0.5))).toEqual(['0.0', '0.5', '1.0'])
    expect(formatTick(2.5, 2.5)).toBe('2.5')
    expect(formatTick(2000, 500)).toBe(`2${n}000`)
  })
  test('the footer fact counts drawn and logged points', () => {
    expect(formatDrawn(1703, 100_000)).toBe(`1${n}703 of 100${n}000 logged points drawn`)
  })
  test('an integer can be read back from its text', () => {
    fc.assert(fc.property(fc.integer(), (v) => Number(formatInteger(v).replaceAll(n, '').replace('\u2212', '-')) === v))
  })
})
