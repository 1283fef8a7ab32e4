import { LabError } from './errors.ts'
import { allocate, sizeOf, type HostDType, type HostTensor, type NamedTensors } from './tensors.ts'

/**
 * The safetensors layout: 8 bytes little-endian length of the header, the header as JSON, the data.
 *
 * The bytes are a function of the tensors alone: names are sorted, the header is padded with spaces to a multiple of 8,
 * wide elements lie before narrow ones so that every tensor is aligned, and nothing else (no run, no time) is written.
 * Source: github.com/huggingface/safetensors, "Format"; data order as its own writer has it.
 */
const names = { f32: 'F32', f64: 'F64', i32: 'I32' } as const satisfies Record<HostDType, string>
const kinds = { F32: 'f32', F64: 'f64', I32: 'i32' } as const satisfies Record<string, HostDType>
const widths = { f32: 4, f64: 8, i32: 4 } as const satisfies Record<HostDType, number>

/** As in the reference reader: a longer header is an attack or an accident. */
const longestHeader = 100_000_000

export function encodeSafetensors(tensors: NamedTensors): Uint8Array<ArrayBuffer> {
  const sorted = Object.keys(tensors).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const entries = sorted.map((name) => ({ name, tensor: checked(name, tensors[name]) }))
  const byWidth = [...entries].sort((a, b) => widths[b.tensor.dtype] - widths[a.tensor.dtype]) // stable: by name within a width

  const offsets = new Map<string, readonly [number, number]>()
  let end = 0
  for (const { name, tensor } of byWidth) {
    const start = end
    end += tensor.data.byteLength
    offsets.set(name, [start, end])
  }

  const parts = entries.map(({ name, tensor }) => {
    const described = { dtype: names[tensor.dtype], shape: tensor.shape, data_offsets: offsets.get(name) }
    return `${JSON.stringify(name)}:${JSON.stringify(described)}`
  })
  const json = new TextEncoder().encode(`{${parts.join(',')}}`)
  const headerLength = Math.ceil(json.length / 8) * 8

  const file = new Uint8Array(8 + headerLength + end)
  new DataView(file.buffer).setBigUint64(0, BigInt(headerLength), true)
  file.set(json, 8)
  file.fill(0x20, 8 + json.length, 8 + headerLength)
  for (const { name, tensor } of byWidth) {
    const { data } = tensor
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), 8 + headerLength + (offsets.get(name)?.[0] ?? 0))
  }
  return file
}

/** The tensors of a file, sorted by name, as copies. Malformed files are refused with a sentence. */
export function decodeSafetensors(bytes: Uint8Array): NamedTensors {
  if (bytes.length < 8) throw refusal('it is shorter than its own header')
  const length = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true)
  if (length > BigInt(longestHeader) || length > BigInt(bytes.length - 8)) throw refusal('its header is longer than the file')
  const data = bytes.subarray(8 + Number(length))
  const header = parseHeader(bytes.subarray(8, 8 + Number(length)))

  const entries = Object.entries(header)
    .filter(([name]) => name !== '__metadata__')
    .map(([name, value]) => ({ name, ...parseEntry(name, value) }))
  refuseGaps(entries, data.length)

  const sorted = entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  return Object.fromEntries(
    sorted.map(({ name, dtype, shape, start, end }): [string, HostTensor] => {
      const array = allocate(dtype, sizeOf(shape))
      new Uint8Array(array.buffer).set(data.subarray(start, end))
      return [name, { shape, dtype, data: array }]
    }),
  )
}

interface Entry {
  readonly dtype: HostDType
  readonly shape: readonly number[]
  readonly start: number
  readonly end: number
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  let header: unknown
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw refusal('its header is not JSON')
  }
  if (typeof header !== 'object' || header === null || Array.isArray(header)) throw refusal('its header is not an object')
  return header as Record<string, unknown>
}

function parseEntry(name: string, value: unknown): Entry {
  if (name === '__proto__') throw refusal('it holds a tensor of a forbidden name')
  const { dtype, shape, data_offsets: offsets } = (value ?? {}) as Record<string, unknown>
  const kind = typeof dtype === 'string' && Object.hasOwn(kinds, dtype) ? kinds[dtype as keyof typeof kinds] : null
  if (kind === null) throw refusal(`${name} has elements of kind ${JSON.stringify(dtype) ?? 'nothing'}; the lab reads F32, F64 and I32`)
  if (!isSizes(shape)) throw refusal(`the shape of ${name} is not a list of whole numbers`)
  if (!isSizes(offsets) || offsets.length !== 2) throw refusal(`the place of ${name} is not two whole numbers`)
  const [start = 0, end = 0] = offsets
  const size = sizeOf(shape) * widths[kind]
  if (!Number.isSafeInteger(size) || end - start !== size) throw refusal(`${name} takes ${end - start} bytes, but its shape needs ${size}`)
  return { dtype: kind, shape, start, end }
}

/** Every byte of the data belongs to one tensor: no holes, no overlaps, nothing behind the last. */
function refuseGaps(entries: readonly (Entry & { readonly name: string })[], length: number): void {
  let reached = 0
  for (const entry of [...entries].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (entry.start !== reached) throw refusal(`${entry.name} does not begin where the tensor before it ends`)
    reached = entry.end
  }
  if (reached !== length) throw refusal(`it holds ${length} bytes of data, but its header describes ${reached}`)
}

function isSizes(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((n) => Number.isSafeInteger(n) && n >= 0)
}

function checked(name: string, tensor: HostTensor | undefined): HostTensor {
  if (tensor === undefined || name === '__metadata__' || name === '__proto__') {
    throw new LabError('shape', `A tensor cannot be saved under the name ${JSON.stringify(name)}. Nothing was written.`, { name })
  }
  if (tensor.data.length !== sizeOf(tensor.shape)) {
    const sentence = `${name} holds ${tensor.data.length} numbers, but its shape [${tensor.shape.join(', ')}] needs ${sizeOf(tensor.shape)}. Nothing was written.`
    throw new LabError('shape', sentence, { name })
  }
  return tensor
}

function refusal(what: string): LabError {
  return new LabError('bad-input', `This is not a safetensors file that the lab can read: ${what}. Nothing was imported; use a file written by safetensors.`)
}
