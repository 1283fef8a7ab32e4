const [page, codeAt, dynamicAt, stringsAt] = [0x1000, 0x100, 0x120, 0x200]

/** Bytes of a shared library for Linux x64 whose initialiser is an invalid instruction: whoever loads it dies of SIGILL. */
export function crashingLibrary(): Uint8Array {
  const bytes = new Uint8Array(page)
  const view = new DataView(bytes.buffer)
  // Magic number, 64 bit, little-endian, version 1; a shared object for x86-64.
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1])
  view.setUint16(16, 3, true)
  view.setUint16(18, 62, true)
  view.setUint32(20, 1, true)
  view.setBigUint64(32, 64n, true) // program headers follow this one
  view.setUint16(52, 64, true)
  view.setUint16(54, 56, true)
  view.setUint16(56, 2, true)

  const dynamic = [[5, stringsAt], [6, stringsAt], [10, 1], [11, 24], [12, codeAt], [0, 0]] as const // strings, symbols, sizes, initialiser, end
  programHeader(view, 64, 1, 7, 0, page) // all of the file, readable, writable and executable
  programHeader(view, 120, 2, 6, dynamicAt, dynamic.length * 16)
  dynamic.forEach(([tag, value], i) => {
    view.setBigUint64(dynamicAt + 16 * i, BigInt(tag), true)
    view.setBigUint64(dynamicAt + 16 * i + 8, BigInt(value), true)
  })
  bytes.set([0x0f, 0x0b], codeAt) // ud2
  return bytes
}

function programHeader(view: DataView, at: number, type: number, flags: number, offset: number, size: number): void {
  view.setUint32(at, type, true)
  view.setUint32(at + 4, flags, true)
  // Offset in the file, address in memory (twice), size in both, alignment.
  for (const [i, value] of [offset, offset, offset, size, size, type === 1 ? page : 8].entries()) view.setBigUint64(at + 8 + 8 * i, BigInt(value), true)
}
