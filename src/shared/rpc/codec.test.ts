import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LabError } from '../errors.ts'
import { decodeMessage, encodeMessage } from './codec.ts'

const binary = fc.oneof(
  fc.float32Array(),
  fc.float64Array(),
  fc.int32Array(),
  fc.uint32Array(),
  fc.uint8Array(),
)

const message = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constant(null),
    fc.constant(undefined),
    fc.boolean(),
    fc.double(),
    fc.integer(),
    fc.string({ unit: 'binary' }),
    binary,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('$', '__proto__', '0', 'constructor')), tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value

/** Reads anything as a result or as the code of the LabError; other errors escape. */
function outcomeOf(bytes: Uint8Array): unknown {
  try {
    return { value: decodeMessage(bytes) }
  } catch (error) {
    if (error instanceof LabError) return error.code
    throw error
  }
}

describe('the round trip', () => {
  test('gives back every structured message, bit for bit', () => {
    fc.assert(fc.property(message, (value) => isDeepStrictEqual(decodeMessage(encodeMessage(value)), value)), { numRuns: 500 })
  })

  test('does not depend on where in memory the bytes lie', () => {
    fc.assert(
      fc.property(message, fc.integer({ min: 1, max: 7 }), (value, offset) => {
        const bytes = encodeMessage(value)
        const moved = new Uint8Array(bytes.length + offset)
        moved.set(bytes, offset)
        return isDeepStrictEqual(decodeMessage(moved.subarray(offset)), value)
      }),
    )
  })

  test('takes views of a larger buffer by their own part', () => {
    const part = Float32Array.of(1, 2, 3, 4).subarray(1, 3)
    expect(decodeMessage(encodeMessage({ part }))).toStrictEqual({ part: Float32Array.of(2, 3) })
  })

  test('keeps NaN payload bits of arrays', () => {
    const bits = Uint32Array.of(0x7fc0_1234)
    const decoded = decodeMessage(encodeMessage(new Float32Array(bits.buffer))) as Float32Array
    expect(new Uint32Array(decoded.buffer)).toEqual(bits)
  })
})

describe('what no message can hold is refused at the sender', () => {
  test.each([
    ['a function', () => 1],
    ['a bigint', 1n],
    ['a Map', new Map()],
    ['a Float16-like array', new Int16Array(2)],
    ['a class', new (class Thing {})()],
  ])('%s', (_name, value) => {
    expect(() => encodeMessage({ value })).toThrow(expect.objectContaining({ code: 'bad-input' }))
  })

  test('nesting that would exhaust the stack', () => {
    const cyclic: unknown[] = []
    cyclic.push(cyclic)
    expect(() => encodeMessage(cyclic)).toThrow('nested deeper')
  })
})

const withHeader = (header: string, rest = 0): Uint8Array => {
  const text = new TextEncoder().encode(header)
  const bytes = new Uint8Array(Math.ceil((4 + text.length) / 8) * 8 + rest)
  new DataView(bytes.buffer).setUint32(0, text.length, true)
  bytes.set(text, 4)
  return bytes
}

describe('malformed bytes are bad-input, never another error', () => {
  test('any bytes at all', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => void outcomeOf(bytes)))
  })

  test('a message with one byte changed', () => {
    fc.assert(
      fc.property(message, fc.nat(), fc.integer({ min: 1, max: 255 }), (value, at, by) => {
        const bytes = encodeMessage(value)
        bytes[at % bytes.length]! ^= by
        outcomeOf(bytes)
      }),
    )
  })

  test('a message cut off anywhere', () => {
    const bytes = encodeMessage({ a: Float64Array.of(1, 2), b: Uint8Array.of(1), c: 'text' })
    for (let length = 0; length < bytes.length; length++) expect(outcomeOf(bytes.subarray(0, length))).toBe('bad-input')
  })

  test.each([
    ['an unknown kind', '{"$":["f16",1]}', 8],
    ['a negative length', '{"$":["u8",-1]}', 8],
    ['a fraction of an element', '{"$":["u8",0.5]}', 8],
    ['an array longer than the data', '{"$":["f64",2]}', 8],
    ['the same data claimed twice', '[{"$":["f64",1]},{"$":["f64",1]}]', 8],
    ['data that nobody claims', '[]', 8],
    ['a number that is none of the special ones', '{"$":["number","1e999"]}', 0],
    ['a placeholder with company', '{"$":["undefined"],"x":1}', 0],
    ['nesting beyond the stack', '['.repeat(100_000) + ']'.repeat(100_000), 0],
  ])('%s', (_name, header, rest) => {
    expect(outcomeOf(withHeader(header, rest))).toBe('bad-input')
  })

  test('a header cannot set a prototype', () => {
    const value = decodeMessage(withHeader('{"__proto__":{"polluted":1}}')) as Record<string, unknown>
    expect(value['polluted']).toBeUndefined()
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
  })
})
