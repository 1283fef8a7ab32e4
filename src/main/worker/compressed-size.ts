import { deflateRawSync } from 'node:zlib'

/** Bytes of raw Deflate at level 6: which compressor and why is decision 0011. */
export function compressedSize(bytes: Uint8Array): number {
  return deflateRawSync(bytes, { level: 6, memLevel: 9 }).length
}
