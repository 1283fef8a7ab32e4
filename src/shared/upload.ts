import type { LabClient } from './contract.ts'
import { LabError } from './errors.ts'
import type { FileKind } from './schema/config/file.ts'

/** Bytes of one request: small, so that a socket never has to take a large frame. */
export const partBytes = 3 << 18

/** The 60 000 images of MNIST are 47 MB. */
export const largestFile = 1 << 27

export interface StoredFile {
  readonly sha256: string
  readonly size: number
}

/** Gives a file to the lab, part by part, which checks it and stores it under its hash. */
export async function upload(client: LabClient, kind: FileKind, bytes: Uint8Array<ArrayBuffer>): Promise<StoredFile> {
  if (bytes.length > largestFile) throw new LabError('too-large', `The file has ${bytes.length} bytes, and ${largestFile} is the most that the lab takes. Nothing was written; use a smaller part of it.`, { size: bytes.length })
  let begun: string | null = null
  let at = 0
  for (; bytes.length - at > partBytes; at += partBytes) {
    const sent: { readonly upload: string } = await client.call('files.part', { upload: begun, bytes: bytes.slice(at, at + partBytes) })
    begun = sent.upload
  }
  return client.call('files.add', { kind, upload: begun, bytes: bytes.slice(at) })
}
