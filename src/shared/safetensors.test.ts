import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LabError } from './errors.ts'
import { decodeSafetensors, encodeSafetensors } from './safetensors.ts'
import { sizeOf, type HostDType, type HostTensor, type NamedTensors } from './tensors.ts'

const arrays = { f32: Float32Array, f64: Float64Array, i32: Int32Array } as const

const tensor: fc.Arbitrary<HostTensor> = fc
  .record({
    dtype: fc.constantFrom<HostDType>('f32', 'f64', 'i32'),
    shape: fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }),
  })
  .chain(({ dtype, shape }) =>
    fc.uint8Array({ minLength: sizeOf(shape) * 8, maxLength: sizeOf(shape) * 8 }).map((bytes) => {
      const data = new arrays[dtype](bytes.slice().buffer.slice(0, sizeOf(shape) * arrays[dtype].BYTES_PER_ELEMENT))
      return { dtype, shape, data }
    }),
  )
const name = fc.string({ minLength: 1 }).filter((n) => n !== '__proto__' && n !== '__metadata__')
const tensors = fc.dictionary(name, tensor, { maxKeys: 6, noNullPrototype: true })

const bytesOf = (t: HostTensor): number[] => [...new Uint8Array(t.data.buffer, t.data.byteOffset, t.data.byteLength)]

describe('safetensors', () => {
  test('what is written is read back, bit for bit', () => {
    fc.assert(
      fc.property(tensors, (original) => {
        const back = decodeSafetensors(encodeSafetensors(original))
        expect(Object.keys(back).sort()).toEqual(Object.keys(original).sort())
        for (const [key, value] of Object.entries(original)) {
          expect(back[key]).toMatchObject({ dtype: value.dtype, shape: value.shape })
          expect(bytesOf(back[key]!)).toEqual(bytesOf(value))
        }
      }),
      { numRuns: 300 },
    )
  })

  test('the order of the tensors leaves no trace in the bytes', () => {
    fc.assert(
      fc.property(tensors, (original) => {
        const turned = Object.fromEntries(Object.entries(original).reverse())
        expect(encodeSafetensors(turned)).toEqual(encodeSafetensors(original))
      }),
    )
  })

  test('a small file has exactly the published layout', () => {
    const file = encodeSafetensors({ b: { dtype: 'f32', shape: [1, 2], data: Float32Array.of(1, 2) }, a: { dtype: 'i32', shape: [], data: Int32Array.of(7) } })
    const header = '{"a":{"dtype":"I32","shape":[],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1,2],"data_offsets":[4,12]}}'
    const length = Math.ceil(header.length / 8) * 8
    expect(new DataView(file.buffer).getBigUint64(0, true)).toBe(BigInt(length))
    expect(new TextDecoder().decode(file.subarray(8, 8 + length))).toBe(header.padEnd(length, ' '))
    expect([...file.subarray(8 + length)]).toEqual([7, 0, 0, 0, 0, 0, 0x80, 0x3f, 0, 0, 0, 0x40])
  })

  test('doubles lie before floats, so that every tensor is aligned', () => {
    const file = encodeSafetensors({ a: { dtype: 'f32', shape: [1], data: Float32Array.of(1) }, z: { dtype: 'f64', shape: [1], data: Float64Array.of(1) } })
    expect(new TextDecoder().decode(file)).toContain('"z":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}')
  })

  test.each<[string, Uint8Array]>([
    ['too short', new Uint8Array(4)],
    ['a header longer than the file', withHeader('{}', 0, 999)],
    ['no JSON', withHeader('{nope', 0)],
    ['a list for a header', withHeader('[]', 0)],
    ['an unknown kind', withHeader('{"a":{"dtype":"F8","shape":[1],"data_offsets":[0,1]}}', 1)],
    ['a negative size', withHeader('{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}', 4)],
    ['a place outside the file', withHeader('{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}', 4)],
    ['a hole', withHeader('{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}', 8)],
    ['bytes of nobody', withHeader('{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}', 8)],
    ['two tensors in one place', withHeader('{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}', 4)],
    ['a shape that does not fit its place', withHeader('{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,4]}}', 4)],
  ])('a file with %s is refused with a sentence', (_what, bytes) => {
    expect(() => decodeSafetensors(bytes)).toThrow(LabError)
    expect(() => decodeSafetensors(bytes)).toThrow(/Nothing was imported/)
  })

  test('any cut of a good file is refused', () => {
    const file = encodeSafetensors({ w: { dtype: 'f64', shape: [3], data: Float64Array.of(1, 2, 3) } })
    for (let length = 0; length < file.length; length++) expect(() => decodeSafetensors(file.subarray(0, length))).toThrow(LabError)
  })

  test('an array that contradicts its shape is not written', () => {
    const wrong: NamedTensors = { w: { dtype: 'f32', shape: [3], data: Float32Array.of(1) } }
    expect(() => encodeSafetensors(wrong)).toThrow(/needs 3/)
  })
})

function withHeader(json: string, dataBytes: number, claimed = json.length): Uint8Array {
  const file = new Uint8Array(8 + json.length + dataBytes)
  new DataView(file.buffer).setBigUint64(0, BigInt(claimed), true)
  file.set(new TextEncoder().encode(json), 8)
  return file
}
