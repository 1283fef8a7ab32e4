/**
 * A PNG writer for matrices of cells: truecolour, eight bits, no alpha, each cell an n × n block of equal pixels so that viewers which
 * smooth small images do not blur it. Pure and deterministic. Because blocks repeat, the Sub and Up filters leave almost only zeros, and
 * runs of equal bytes are all that the compressor looks for.
 *
 * Source: PNG third edition (W3C 2025); DEFLATE RFC 1951; zlib RFC 1950.
 */
export function encodePng(rgba: ArrayLike<number>, width: number, height: number, scale: number): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, width * scale)
  view.setUint32(4, height * scale)
  header.set([8, 2, 0, 0, 0], 8) // bits a channel, truecolour, deflate, filters by row, not interlaced
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
  return joined([signature, chunk('IHDR', header), chunk('IDAT', zlib(filteredRows(rgba, width, height, scale))), chunk('IEND', new Uint8Array())])
}

/** Filter byte and bytes of each row: Sub (1) for the first row of a block, Up (2) and therefore zeros for its repeats. */
function filteredRows(rgba: ArrayLike<number>, width: number, height: number, scale: number): Uint8Array {
  const stride = 1 + 3 * width * scale
  const rows = new Uint8Array(stride * height * scale)
  for (let row = 0; row < height; row += 1) {
    const start = row * scale * stride
    rows[start] = 1
    for (let column = 0; column < width; column += 1) {
      const pixel = (row * width + column) * 4
      for (let channel = 0; channel < 3; channel += 1) {
        const before = column === 0 ? 0 : rgba[pixel - 4 + channel]!
        rows[start + 1 + column * scale * 3 + channel] = (rgba[pixel + channel]! - before) & 255
      }
    }
    for (let repeat = 1; repeat < scale; repeat += 1) rows[start + repeat * stride] = 2
  }
  return rows
}

/** Bits, least significant first, as DEFLATE packs them. */
class BitWriter {
  #bytes = new Uint8Array(1024)
  #length = 0
  #bits = 0
  #count = 0

  write(value: number, count: number): void {
    this.#bits |= value << this.#count
    this.#count += count
    while (this.#count >= 8) {
      if (this.#length === this.#bytes.length) {
        const larger = new Uint8Array(2 * this.#length)
        larger.set(this.#bytes)
        this.#bytes = larger
      }
      this.#bytes[this.#length] = this.#bits & 255
      this.#length += 1
      this.#bits >>>= 8
      this.#count -= 8
    }
  }

  finish(): Uint8Array {
    if (this.#count > 0) this.write(0, 8 - this.#count)
    return this.#bytes.subarray(0, this.#length)
  }
}

/** Huffman codes go in from their most significant bit. */
function reversed(code: number, count: number): number {
  let result = 0
  for (let i = 0; i < count; i += 1) result |= ((code >> i) & 1) << (count - 1 - i)
  return result
}

/** The fixed code of RFC 1951 3.2.6 for literals and lengths: [code with its bits reversed, number of bits]. */
const fixedCodes = Array.from({ length: 288 }, (_, symbol): readonly [number, number] => {
  const [code, count] = symbol < 144 ? [0x30 + symbol, 8] : symbol < 256 ? [0x190 + symbol - 144, 9] : symbol < 280 ? [symbol - 256, 7] : [0xc0 + symbol - 280, 8]
  return [reversed(code, count), count]
})

/** Length symbols of RFC 1951 3.2.5, from the longest: [first length, symbol, extra bits]. */
const lengthSymbols = (() => {
  const symbols: [number, number, number][] = []
  let length = 3
  for (let symbol = 257; symbol < 285; symbol += 1) {
    const extra = symbol < 265 ? 0 : Math.floor((symbol - 261) / 4)
    symbols.push([length, symbol, extra])
    length += 1 << extra
  }
  symbols.push([258, 285, 0])
  return symbols.reverse()
})()

/** One block of fixed codes in which every run of equal bytes is one literal and copies at distance 1. */
function zlib(data: Uint8Array): Uint8Array {
  const out = new BitWriter()
  out.write(0x78, 8)
  out.write(0x01, 8)
  out.write(1, 1) // the last block
  out.write(1, 2) // fixed codes
  const symbol = (s: number): void => {
    const [code, count] = fixedCodes[s]!
    out.write(code, count)
  }
  for (let i = 0; i < data.length; ) {
    const byte = data[i]!
    let end = i + 1
    while (end < data.length && data[end] === byte) end += 1
    symbol(byte)
    let left = end - i - 1
    while (left >= 3) {
      const length = Math.min(258, left)
      const [first, code, extra] = lengthSymbols.find(([from]) => from <= length)!
      symbol(code)
      out.write(length - first, extra)
      out.write(0, 5) // distance 1
      left -= length
    }
    for (; left > 0; left -= 1) symbol(byte)
    i = end
  }
  symbol(256)
  const body = out.finish()
  const checksum = new Uint8Array(4)
  new DataView(checksum.buffer).setUint32(0, adler32(data))
  return joined([body, checksum])
}

function adler32(data: Uint8Array): number {
  let a = 1
  let b = 0
  for (let i = 0; i < data.length; ) {
    const end = Math.min(data.length, i + 3800) // the most that cannot overflow 32 bits
    for (; i < end; i += 1) {
      a += data[i]!
      b += a
    }
    a %= 65_521
    b %= 65_521
  }
  return ((b << 16) | a) >>> 0
}

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c
})

function crc32(data: Uint8Array): number {
  let c = 0xffffffff
  for (const byte of data) c = crcTable[(c ^ byte) & 255]! ^ (c >>> 8)
  return (c ^ 0xffffffff) >>> 0
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  const typed = joined([Uint8Array.from(name, (c) => c.charCodeAt(0)), data])
  const ends = new Uint8Array(8)
  const view = new DataView(ends.buffer)
  view.setUint32(0, data.length)
  view.setUint32(4, crc32(typed))
  return joined([ends.subarray(0, 4), typed, ends.subarray(4)])
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((n, part) => n + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Base64 (RFC 4648) without `btoa` or `Buffer`, which not every host has. */
export function base64(bytes: Uint8Array): string {
  const parts: string[] = []
  for (let i = 0; i < bytes.length; i += 3) {
    const word = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    const four = [18, 12, 6, 0].map((shift) => alphabet.charAt((word >> shift) & 63)).join('')
    parts.push(i + 2 < bytes.length ? four : i + 1 < bytes.length ? `${four.slice(0, 3)}=` : `${four.slice(0, 2)}==`)
  }
  return parts.join('')
}
