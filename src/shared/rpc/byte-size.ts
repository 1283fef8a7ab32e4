import { LabError } from '../errors.ts'

/** Deeper values are refused: no request of the lab comes near, and walking them would exhaust the stack. */
export const maxDepth = 100

/**
 * Bytes that a structured value takes, before anything of it is understood: 8 a number, 2 a UTF-16 unit of a string
 * or key, the length of binary data, and 8 for whatever else. An array or object costs 8 by itself, so emptiness nested
 * a million times is not free. Stops counting once `limit` is passed.
 */
export function byteSize(value: unknown, limit = Infinity): number {
  let total = 0

  const count = (part: unknown, depth: number): void => {
    if (depth > maxDepth) throw new LabError('bad-input', `The value is nested deeper than ${maxDepth} levels. Nothing was done with it; send a flatter one.`)
    total += 8
    if (typeof part === 'string') total += 2 * part.length
    else if (ArrayBuffer.isView(part)) total += part.byteLength
    else if (part instanceof ArrayBuffer) total += part.byteLength
    else if (Array.isArray(part)) {
      total += 8 * part.length // holes of a sparse array count too
      if (total > limit) return
      for (const item of part) {
        count(item, depth + 1)
        if (total > limit) return
      }
    } else if (typeof part === 'object' && part !== null) {
      for (const [key, item] of part instanceof Map ? part : Object.entries(part)) {
        total += 2 * String(key).length
        count(item, depth + 1)
        if (total > limit) return
      }
    }
  }

  count(value, 0)
  return total
}

/**
 * Both ends ask this: the client so that a person gets the sentence at once (a large frame would cost them the
 * connection), the server because it cannot trust the client.
 */
export function refuseOversized(method: string, { maxBytes }: { readonly maxBytes: number }, input: unknown): void {
  if (byteSize(input, maxBytes) <= maxBytes) return
  throw new LabError('too-large', `The input of "${method}" is larger than ${maxBytes} bytes. Nothing was done with it; send less at once.`, { method, maxBytes })
}
