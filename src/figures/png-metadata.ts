import { joined, pngChunk, pngSignature } from './png.ts'

const inch = 0.0254
const keyword = 'urn:grokscope:figure:1'

/**
 * A PNG that also says how large it is (pHYs) and what it shows (iTXt, UTF-8): `source` is what an SVG of the same figure has in its metadata.
 * Both stand right after the header; every other chunk stays as it is.
 *
 * Source: PNG third edition (W3C 2025), 11.3.3.4 and 11.3.4.3.
 */
export function withPngMetadata(png: Uint8Array, dotsPerInch: number, source: string): Uint8Array<ArrayBuffer> {
  const physical = new Uint8Array(9)
  const view = new DataView(physical.buffer)
  const perMetre = Math.round(dotsPerInch / inch)
  view.setUint32(0, perMetre)
  view.setUint32(4, perMetre)
  physical[8] = 1 // the unit is the metre
  const encoder = new TextEncoder()
  // keyword, not compressed, no language, no translated keyword
  const text = Uint8Array.from([...encoder.encode(keyword), 0, 0, 0, 0, 0, ...encoder.encode(source)])
  const head = pngSignature.length + 25 // of IHDR: length, name, 13 bytes, checksum
  return joined([png.subarray(0, head), pngChunk('pHYs', physical), pngChunk('iTXt', text), png.subarray(head)])
}

/** The text that `withPngMetadata` put into a file; null in any other. */
export function readPngMetadata(png: Uint8Array): string | null {
  if (!pngSignature.every((byte, i) => png[i] === byte)) return null
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength)
  const start = new TextEncoder().encode(keyword)
  for (let at = pngSignature.length; at + 12 <= png.length; ) {
    const length = view.getUint32(at)
    const isText = String.fromCharCode(...png.subarray(at + 4, at + 8)) === 'iTXt'
    const body = png.subarray(at + 8, at + 8 + length)
    if (isText && start.every((byte, i) => body[i] === byte) && body[start.length] === 0) return new TextDecoder().decode(body.subarray(start.length + 5))
    at += 12 + length
  }
  return null
}
