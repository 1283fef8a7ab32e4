import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseCsv } from './csv.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('a table of comma-separated values', () => {
  test('has rows of cells, with the line on which each begins', () => {
    expect(parseCsv(bytes('a, b,c\n1,2,x\r\n\n3,4,"y, ""z"""\n'), true)).toEqual({ names: ['a', 'b', 'c'], rows: [['1', '2', 'x'], ['3', '4', 'y, "z"']], lines: [2, 4] })
    expect(parseCsv(bytes('1,2\n3,4'), false)).toEqual({ names: null, rows: [['1', '2'], ['3', '4']], lines: [1, 2] })
  })

  test('gives back any cells that were written by the rules of RFC 4180', () => {
    const cell = fc.string({ minLength: 1, maxLength: 6 }).map((s) => s.trim()).filter((s) => s !== '' && !/[\r\t]/.test(s))
    const quoted = (s: string): string => `"${s.replaceAll('"', '""')}"`
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 6 }), (rows) => {
        expect(parseCsv(bytes(rows.map((row) => row.map(quoted).join(',')).join('\r\n')), false).rows).toEqual(rows)
      }),
    )
  })

  test.each([
    ['a gap', 'x,y\n1,2\n,4\n', /line 3 has nothing in column 1/],
    ['a gap at the end', 'x,y\n1,2\n3,\n', /line 3 has nothing in column 2/],
    ['a short line', 'x,y,z\n1,2,3\n4,5\n', /line 3 has 2 columns, and the first line has 3/],
    ['a gap after a cell of two lines', 'x,y\n"1\n1",2\n,3\n', /line 4 has nothing in column 1/],
    ['open quotes', 'x,y\n"1,2\n', /quotes of line 2, column 1 are never closed/],
    ['text after quotes', 'x,y\n1,"2"3\n', /line 2, column 2 goes on after its quotes/],
    ['one column', 'x\n1\n2\n', /one column/],
    ['no examples', 'x,y\n', /no examples/],
    ['one example', 'x,y\n1,2\n', /one example/],
    ['nothing', '', /it is empty/],
  ])('with %s is refused by its place', (_what, text, sentence) => {
    expect(() => parseCsv(bytes(text), true)).toThrow(sentence)
  })

  test('that is no text in UTF-8 is refused', () => {
    expect(() => parseCsv(Uint8Array.of(0x41, 0x2c, 0xff), true)).toThrow(/not text in UTF-8/)
  })
})
