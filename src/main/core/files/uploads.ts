import { randomUUID } from 'node:crypto'
import { LabError } from '../../../shared/errors.ts'
import { largestFile } from '../../../shared/upload.ts'

/** Files on their way in, part by part. */
export interface Uploads {
  /** Keeps one more part of an upload, or the first of a new one. @returns the name of the upload */
  part(upload: string | null, bytes: Uint8Array): string
  /** The whole file, with its last part; the upload is over. */
  take(upload: string | null, last: Uint8Array): Uint8Array
}

/** At a time; who begins one more puts an end to the oldest, which is one that somebody left. */
const mostOpen = 2

export function uploads(): Uploads {
  const open = new Map<string, { readonly parts: Uint8Array[]; size: number }>()

  const find = (upload: string): { readonly parts: Uint8Array[]; size: number } => {
    const found = open.get(upload)
    if (found === undefined) throw new LabError('bad-input', 'This upload is not known any more. Nothing was written; send the file once more.', { upload })
    return found
  }
  const begin = (): string => {
    for (const oldest of [...open.keys()].slice(0, Math.max(0, open.size - mostOpen + 1))) open.delete(oldest)
    const name = randomUUID()
    open.set(name, { parts: [], size: 0 })
    return name
  }
  const keep = (upload: string, bytes: Uint8Array): void => {
    const one = find(upload)
    one.size += bytes.length
    one.parts.push(bytes)
    if (one.size <= largestFile) return
    open.delete(upload)
    throw new LabError('too-large', `The file has more than ${largestFile} bytes, the most that the lab takes. Nothing was written; use a smaller part of it.`)
  }

  return {
    part(upload, bytes) {
      const name = upload ?? begin()
      keep(name, bytes)
      return name
    },
    take(upload, last) {
      if (upload === null) return last
      keep(upload, last)
      const { parts, size } = find(upload)
      open.delete(upload)
      const whole = new Uint8Array(size)
      let at = 0
      for (const part of parts) {
        whole.set(part, at)
        at += part.length
      }
      return whole
    },
  }
}
