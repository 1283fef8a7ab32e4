import { LabError } from '../errors.ts'

/** Unsigned bytes in a dense array, row-major. */
export interface IdxArray {
  readonly shape: readonly number[]
  readonly data: Uint8Array
}

const unsignedByte = 0x08

/**
 * Reads an IDX file of unsigned bytes: two zeros, the kind of element, the number of axes, each axis as 32 bits big-endian, the data.
 *
 * Source: LeCun, Cortes, Burges, "The MNIST database of handwritten digits", file formats.
 */
export function parseIdx(bytes: Uint8Array): IdxArray {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) throw refusal('it is compressed with gzip', 'unpack it first')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const [zero, kind, axes = 0] = [bytes.length < 4 ? null : view.getUint16(0), bytes[2], bytes[3]]
  if (zero !== 0 || axes < 1) throw refusal('it does not begin as an IDX file does')
  if (kind !== unsignedByte) throw refusal(`its elements are of kind 0x${(kind ?? 0).toString(16).padStart(2, '0')}, and the lab reads unsigned bytes (0x08)`)
  const start = 4 + 4 * axes
  if (bytes.length < start) throw refusal('it ends within its header')
  const shape = Array.from({ length: axes }, (_, i) => view.getUint32(4 + 4 * i))
  const size = shape.reduce((n, d) => n * d, 1)
  if (bytes.length - start !== size) throw refusal(`its header promises ${shape.join(' × ')} = ${size} bytes, and ${bytes.length - start} follow`)
  return { shape, data: bytes.subarray(start) }
}

function refusal(what: string, advice = 'use a file in the format of MNIST'): LabError {
  return new LabError('bad-input', `This is not an IDX file that the lab can read: ${what}. Nothing was changed; ${advice}.`)
}
