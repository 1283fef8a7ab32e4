import { constants, deflateRawSync } from 'node:zlib'

/** Bytes that raw Deflate at its strongest setting needs. Why this compressor: decision 0011. */
export function compressedSize(bytes: Uint8Array): number {
  return deflateRawSync(bytes, { level: constants.Z_BEST_COMPRESSION, memLevel: 9 }).length
}
