import { describe, expect, test } from 'vitest'
import type { LabClient } from '../../../shared/contract.ts'
import { largestFile, partBytes, upload } from '../../../shared/upload.ts'
import { uploads } from './uploads.ts'

const bytes = (n: number): Uint8Array<ArrayBuffer> => Uint8Array.from({ length: n }, (_, i) => (i * 7) % 251)

describe('an upload', () => {
  test('in parts is the file again, with no request larger than a part', async () => {
    const kept = uploads()
    const sizes: number[] = []
    const client = {
      call(method: string, input: { readonly upload: string | null; readonly bytes: Uint8Array }): unknown {
        sizes.push(input.bytes.length)
        return method === 'files.part' ? { upload: kept.part(input.upload, input.bytes) } : kept.take(input.upload, input.bytes)
      },
    } as unknown as LabClient
    for (const length of [1, partBytes, partBytes + 1, 2 * partBytes + 5]) expect(await upload(client, 'idx', bytes(length))).toEqual(bytes(length))
    expect(Math.max(...sizes)).toBe(partBytes)
  })

  test('that is taken is over, and so is one that others pushed out', () => {
    const kept = uploads()
    const first = kept.part(null, bytes(3))
    expect(kept.take(first, bytes(1))).toEqual(Uint8Array.of(0, 7, 14, 0))
    expect(() => kept.take(first, bytes(1))).toThrow(/not known any more/)
    const left = kept.part(null, bytes(1))
    const others = [kept.part(null, bytes(1)), kept.part(null, bytes(1))]
    expect(() => kept.part(left, bytes(1))).toThrow(/not known any more/)
    for (const other of others) expect(kept.take(other, bytes(1)).length).toBe(2)
  })

  test('over the largest size is refused, and forgotten', () => {
    const kept = uploads()
    const name = kept.part(null, new Uint8Array(largestFile))
    expect(() => kept.part(name, bytes(1))).toThrow(/more than 134217728 bytes/)
    expect(() => kept.take(name, bytes(1))).toThrow(/not known any more/)
  })
})
