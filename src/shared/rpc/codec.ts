import { LabError } from '../errors.ts'
import { maxDepth } from './byte-size.ts'

/**
 * A message as bytes, for pipes that carry nothing else:
 *
 *   [u32 length of the header][header: JSON in UTF-8][padding to 8][section][padding to 8][section] ...
 *
 * All numbers are little-endian. The header is the message with `{"$": [kind, ...]}` where JSON has no word: typed
 * arrays (whose bytes are the sections, in the order of the header), numbers that JSON loses (NaN, ±Infinity, -0) and
 * undefined. An object that has a key `$` of its own is wrapped as `{"$": ["object", {...}]}`.
 *
 * A placeholder has a length and no offset: sections follow each other without gap or overlap and end with the message,
 * so a short message can never claim to hold more data than it does.
 */
type Binary = Float32Array | Float64Array | Int32Array | Uint32Array | Uint8Array

const binaryKinds = {
  f32: Float32Array,
  f64: Float64Array,
  i32: Int32Array,
  u32: Uint32Array,
  u8: Uint8Array,
} as const
type BinaryKind = keyof typeof binaryKinds

const aligned = (offset: number): number => Math.ceil(offset / 8) * 8

export function encodeMessage(message: unknown): Uint8Array<ArrayBuffer> {
  const sections: Binary[] = []
  const header = new TextEncoder().encode(JSON.stringify(toJson(message, sections, 0)))
  const start = aligned(4 + header.length)
  const length = sections.reduce((end, section) => aligned(end) + section.byteLength, start)

  const bytes = new Uint8Array(length)
  new DataView(bytes.buffer).setUint32(0, header.length, true)
  bytes.set(header, 4)
  let at = start
  for (const { buffer, byteOffset, byteLength } of sections) {
    at = aligned(at)
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at)
    at += byteLength
  }
  return bytes
}

/** Arrays of the result have memory of their own, so they neither keep the message alive nor change with it. */
export function decodeMessage(bytes: Uint8Array): unknown {
  if (bytes.length < 4) throw malformed('it is shorter than its own length field')
  const headerLength = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true)
  if (4 + headerLength > bytes.length) throw malformed('its header is cut off')
  const sections = new SectionReader(bytes, 4 + headerLength)
  const message = fromJson(parseHeader(bytes.subarray(4, 4 + headerLength)), sections, 0)
  if (!sections.isDone) throw malformed('there is data that no part of it claims')
  return message
}

function toJson(value: unknown, sections: Binary[], depth: number): unknown {
  if (depth > maxDepth) throw new LabError('bad-input', `The message is nested deeper than ${maxDepth} levels. It was not sent.`)
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0) ? value : { $: ['number', Object.is(value, -0) ? '-0' : String(value)] }
    case 'undefined':
      return { $: ['undefined'] }
    case 'object':
      break
    default:
      throw unsupported(typeof value)
  }
  if (value === null) return null
  if (Array.isArray(value)) return Array.from(value, (item: unknown) => toJson(item, sections, depth + 1))
  if (ArrayBuffer.isView(value)) {
    for (const [kind, type] of Object.entries(binaryKinds)) {
      if (!(value instanceof type)) continue
      sections.push(value)
      return { $: [kind, value.length] }
    }
  }
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) throw unsupported(value.constructor.name)
  const plain = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toJson(item, sections, depth + 1)]))
  return Object.hasOwn(plain, '$') ? { $: ['object', plain] } : plain
}

function fromJson(value: unknown, sections: SectionReader, depth: number): unknown {
  if (depth > 2 * maxDepth) throw malformed(`it is nested deeper than ${maxDepth} levels`) // wrapping doubles the depth at most
  if (typeof value !== 'object' || value === null) return value
  if (!Array.isArray(value) && Object.hasOwn(value, '$')) return fromPlaceholder(value, sections, depth)
  return fromEntries(value, sections, depth)
}

/** In place: the header was parsed for this message and nobody else has it. A list of hundreds of runs is walked and not copied. */
function fromEntries(value: object, sections: SectionReader, depth: number): object {
  for (const key of Object.keys(value)) {
    const item: unknown = Reflect.get(value, key)
    if (typeof item !== 'object' || item === null) continue
    const read = fromJson(item, sections, depth + 1)
    if (read !== item) Object.defineProperty(value, key, { value: read, writable: true, enumerable: true, configurable: true })
  }
  return value
}

function fromPlaceholder(value: object, sections: SectionReader, depth: number): unknown {
  const content: unknown = Object.entries(value).length === 1 ? Object.entries(value)[0]?.[1] : null
  const [kind, argument]: unknown[] = Array.isArray(content) ? content : []
  if (kind === 'undefined') return undefined
  if (kind === 'object' && typeof argument === 'object' && argument !== null) return fromEntries(argument, sections, depth + 1)
  if (kind === 'number' && typeof argument === 'string' && ['NaN', 'Infinity', '-Infinity', '-0'].includes(argument)) return Number(argument)
  if (isBinaryKind(kind) && typeof argument === 'number' && Number.isSafeInteger(argument) && argument >= 0) return sections.read(kind, argument)
  throw malformed('it has a placeholder that means nothing')
}

const isBinaryKind = (kind: unknown): kind is BinaryKind => typeof kind === 'string' && Object.hasOwn(binaryKinds, kind)

class SectionReader {
  readonly #bytes: Uint8Array
  #at: number

  constructor(bytes: Uint8Array, headerEnd: number) {
    this.#bytes = bytes
    this.#at = headerEnd
  }

  /** The last section is not padded; without any, the padding after the header is all there is. */
  get isDone(): boolean {
    return this.#bytes.length === this.#at || this.#bytes.length === aligned(this.#at)
  }

  read(kind: BinaryKind, length: number): Binary {
    const type = binaryKinds[kind]
    const start = aligned(this.#at)
    const byteLength = length * type.BYTES_PER_ELEMENT
    if (start + byteLength > this.#bytes.length) throw malformed('an array is longer than its data')
    this.#at = start + byteLength
    const own = new Uint8Array(byteLength)
    own.set(this.#bytes.subarray(start, start + byteLength))
    return new type(own.buffer)
  }
}

function parseHeader(header: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(header))
  } catch {
    throw malformed('its header is not JSON')
  }
}

function malformed(what: string): LabError {
  return new LabError('bad-input', `A message could not be read: ${what}. Nothing was done with it; the two ends may be of different versions.`)
}

function unsupported(what: string): LabError {
  return new LabError('bad-input', `A ${what} cannot be part of a message. It was not sent; send plain data and typed arrays.`)
}
