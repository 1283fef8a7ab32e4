import { crc32, inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import fc from 'fast-check'
import { base64, encodePng } from './png.ts'

/** An independent reader of truecolour PNG: chunks with their checksums, Node's inflate, the filters None, Sub and Up. */
function decode(png: Uint8Array): { width: number; height: number; rgb: (x: number, y: number) => number[] } {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength)
  const data: Uint8Array[] = []
  for (let at = 8; at < png.length; ) {
    const length = view.getUint32(at)
    const body = png.subarray(at + 4, at + 8 + length)
    expect(view.getUint32(at + 8 + length)).toBe(crc32(body))
    if (new TextDecoder().decode(body.subarray(0, 4)) === 'IDAT') data.push(body.subarray(4))
    at += 12 + length
  }
  const [width, height] = [view.getUint32(16), view.getUint32(20)]
  const raw = inflateSync(Buffer.concat(data))
  const stride = 3 * width + 1
  expect(raw.length).toBe(stride * height)
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * stride]
    for (let i = 1; i < stride; i += 1) {
      const at = y * stride + i
      const before = filter === 1 ? (i > 3 ? raw[at - 3]! : 0) : filter === 2 ? raw[at - stride]! : 0
      raw[at] = (raw[at]! + before) & 255
    }
  }
  return { width, height, rgb: (x, y) => [...raw.subarray(y * stride + 1 + 3 * x, y * stride + 4 + 3 * x)] }
}

test('every cell becomes a block of its colour, whatever the colours and the scale', () => {
  const image = fc.integer({ min: 1, max: 9 }).chain((width) => fc.array(fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 4 * width, maxLength: 4 * width }), { minLength: 1, maxLength: 6 }))
  fc.assert(
    fc.property(image, fc.integer({ min: 1, max: 7 }), (rows, scale) => {
      const width = rows[0]!.length / 4
      const { rgb, ...size } = decode(encodePng(rows.flat(), width, rows.length, scale))
      expect(size).toEqual({ width: width * scale, height: rows.length * scale })
      for (let y = 0; y < size.height; y += 1) {
        for (let x = 0; x < size.width; x += 1) {
          const cell = Math.floor(x / scale) * 4
          expect(rgb(x, y)).toEqual(rows[Math.floor(y / scale)]!.slice(cell, cell + 3))
        }
      }
    }),
    { numRuns: 60 },
  )
})

test('long runs are compressed: a large flat image is small', () => {
  const flat = new Uint8ClampedArray(200 * 200 * 4).fill(7)
  const png = encodePng(flat, 200, 200, 8)
  expect(png.length).toBeLessThan(100_000) // 7.7 MB of pixels
  expect(decode(png).rgb(1599, 1599)).toEqual([7, 7, 7])
})

test('a figure of 12 million pixels is quick, because only runs are handled', () => {
  const cells = Uint8ClampedArray.from({ length: 59 * 200 * 4 }, (_, i) => (i * 37) % 251)
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now()
    encodePng(cells, 200, 59, 32)
    return performance.now() - start
  })
  expect(Math.min(...times)).toBeLessThan(250) // about 25 ms where it was written; a pixel at a time it was 350
})

test('base64 agrees with Node', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 50 }), (bytes) => base64(bytes) === Buffer.from(bytes).toString('base64')))
})
