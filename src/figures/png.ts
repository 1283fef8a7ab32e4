/** The eight bytes that every PNG begins with. */
export const pngSignature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

/**
 * A PNG writer for matrices of cells: truecolour, eight bits, no alpha, each cell an n × n block of equal pixels so that viewers which
 * smooth small images do not blur it. Pure and deterministic. Blocks repeat, so after the filters Sub and Up almost everything is zero: the
 * image exists only as runs of equal bytes, and 36 MB of pixels cost a few milliseconds.
 *
 * Source: PNG third edition (W3C 2025); DEFLATE RFC 1951; zlib RFC 1950.
 */
export function encodePng(rgba: ArrayLike<number>, width: number, height: number, scale: number): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, width * scale)
  view.setUint32(4, height * scale)
  header.set([8, 2, 0, 0, 0], 8) // bits a channel, truecolour, deflate, filters by row, not interlaced

  const stream = new ZlibStream()
  for (let row = 0; row < height; row += 1) {
    stream.run(1, 1) // filter Sub: within a cell the difference to the pixel before is zero
    for (let column = 0; column < width; column += 1) {
      const pixel = (row * width + column) * 4
      for (let channel = 0; channel < 3; channel += 1) {
        const before = column === 0 ? 0 : rgba[pixel - 4 + channel]!
        stream.run((rgba[pixel + channel]! - before) & 255, 1)
      }
      stream.run(0, 3 * (scale - 1))
    }
    for (let repeat = 1; repeat < scale; repeat += 1) {
      stream.run(2, 1) // filter Up: the row above again
      stream.run(0, 3 * width * scale)
    }
  }
  return joined([pngSignature, pngChunk('IHDR', header), pngChunk('IDAT', stream.finish()), pngChunk('IEND', new Uint8Array())])
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

/** The fixed code of RFC 1951 3.2.6 for literals and lengths, bits reversed, and the number of bits of each symbol. */
const fixedCode = new Uint16Array(288)
const fixedBits = new Uint8Array(288)
for (let symbol = 0; symbol < 288; symbol += 1) {
  const [code, count] = symbol < 144 ? [0x30 + symbol, 8] : symbol < 256 ? [0x190 + symbol - 144, 9] : symbol < 280 ? [symbol - 256, 7] : [0xc0 + symbol - 280, 8]
  fixedCode[symbol] = reversed(code, count)
  fixedBits[symbol] = count
}

/** For each copy length of RFC 1951 3.2.5: its symbol, the extra bits and their value. */
const lengthSymbol = new Uint16Array(259)
const lengthBits = new Uint8Array(259)
const lengthExtra = new Uint8Array(259)
for (let symbol = 257, length = 3; symbol < 285; symbol += 1) {
  const bits = symbol < 265 ? 0 : Math.floor((symbol - 261) / 4)
  for (let extra = 0; extra < 1 << bits; extra += 1, length += 1) {
    lengthSymbol[length] = symbol
    lengthBits[length] = bits
    lengthExtra[length] = extra
  }
}
lengthSymbol[258] = 285
lengthBits[258] = 0
lengthExtra[258] = 0

const adlerBase = 65_521

/** A zlib stream of runs: one block of fixed codes, each run a literal and copies at distance 1. */
class ZlibStream {
  #out = new BitWriter()
  #byte = 0
  #count = 0
  #a = 1
  #b = 0

  constructor() {
    this.#out.write(0x78, 8)
    this.#out.write(0x01, 8)
    this.#out.write(1, 1) // the last block
    this.#out.write(1, 2) // fixed codes
  }

  /** Appends `count` equal bytes. */
  run(byte: number, count: number): void {
    if (byte !== this.#byte) {
      this.#flush()
      this.#byte = byte
    }
    this.#count += count
  }

  finish(): Uint8Array {
    this.#flush()
    this.#symbol(256)
    const checksum = new Uint8Array(4)
    new DataView(checksum.buffer).setUint32(0, this.#b * 65_536 + this.#a)
    return joined([this.#out.finish(), checksum])
  }

  #symbol(symbol: number): void {
    this.#out.write(fixedCode[symbol]!, fixedBits[symbol]!)
  }

  #flush(): void {
    const count = this.#count
    if (count === 0) return
    this.#count = 0
    this.#checksum(count)
    this.#symbol(this.#byte)
    let left = count - 1
    while (left >= 3) {
      const length = Math.min(258, left)
      this.#symbol(lengthSymbol[length]!)
      this.#out.write(lengthExtra[length]!, lengthBits[length]!)
      this.#out.write(0, 5) // distance 1
      left -= length
    }
    for (; left > 0; left -= 1) this.#symbol(this.#byte)
  }

  /** Adler-32 over n equal bytes v at once: a grows by nv, b by na + v·n(n + 1)/2. */
  #checksum(count: number): void {
    for (let left = count; left > 0; ) {
      const n = Math.min(left, 1 << 15)
      this.#b = (this.#b + n * this.#a + (this.#byte * n * (n + 1)) / 2) % adlerBase
      this.#a = (this.#a + n * this.#byte) % adlerBase
      left -= n
    }
  }
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

/** A chunk with its length and checksum. */
export function pngChunk(name: string, data: Uint8Array): Uint8Array {
  const typed = joined([Uint8Array.from(name, (c) => c.charCodeAt(0)), data])
  const ends = new Uint8Array(8)
  const view = new DataView(ends.buffer)
  view.setUint32(0, data.length)
  view.setUint32(4, crc32(typed))
  return joined([ends.subarray(0, 4), typed, ends.subarray(4)])
}

/** One after the other. */
export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((n, part) => n + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

const alphabet = new TextEncoder().encode('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/')
const padding = 61 // '='

/** Base64 (RFC 4648) without `btoa` or `Buffer`, which not every host has. */
export function base64(bytes: Uint8Array): string {
  const text = new Uint8Array(Math.ceil(bytes.length / 3) * 4)
  for (let i = 0, at = 0; i < bytes.length; i += 3, at += 4) {
    const word = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    text[at] = alphabet[word >> 18]!
    text[at + 1] = alphabet[(word >> 12) & 63]!
    text[at + 2] = i + 1 < bytes.length ? alphabet[(word >> 6) & 63]! : padding
    text[at + 3] = i + 2 < bytes.length ? alphabet[word & 63]! : padding
  }
  return new TextDecoder().decode(text)
}
