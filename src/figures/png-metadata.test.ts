import { expect, test } from 'vitest'
import { encodePng } from './png.ts'
import { readPngMetadata, withPngMetadata } from './png-metadata.ts'

const png = encodePng(Uint8Array.of(1, 2, 3, 255), 1, 1, 4)

test('a PNG says its size and brings its text back; the rest of it stays as it was', () => {
  const source = JSON.stringify({ title: 'Ω ≥ 95 %, "quoted"' })
  const marked = withPngMetadata(png, 600, source)
  expect(readPngMetadata(marked)).toBe(source)
  const names = [...Buffer.from(marked).toString('latin1').matchAll(/IHDR|pHYs|iTXt|IDAT|IEND/g)].map(([name]) => name)
  expect(names).toEqual(['IHDR', 'pHYs', 'iTXt', 'IDAT', 'IEND'])
  const at = Buffer.from(marked).indexOf('pHYs')
  expect(Buffer.from(marked).readUInt32BE(at + 4)).toBe(23_622) // dots a metre: 600 an inch
  expect(withPngMetadata(png, 600, source)).toEqual(marked)
})
test('a file that is no PNG of ours has none', () => {
  expect(readPngMetadata(png)).toBeNull()
  expect(readPngMetadata(Uint8Array.of(1, 2, 3))).toBeNull()
})
