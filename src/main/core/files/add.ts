import { LabError } from '../../../shared/errors.ts'
import { parseCsv } from '../../../shared/formats/csv.ts'
import { parseIdx } from '../../../shared/formats/idx.ts'
import { parseSplitFile } from '../../../shared/formats/split-file.ts'
import { decodeSafetensors } from '../../../shared/safetensors.ts'
import type { FileKind } from '../../../shared/schema/config/file.ts'
import type { Store } from '../store/store.ts'

/** What is wrong with a file by itself is found here; whether it fits a task or a model, when a run is made with it. */
const readers: Readonly<Record<FileKind, (bytes: Uint8Array) => unknown>> = {
  weights: decodeSafetensors,
  split: parseSplitFile,
  table: (bytes) => parseCsv(bytes, false),
  idx: parseIdx,
}

/** Stores a file of the user under its hash; the same bytes again are the same file. One that cannot be read is not written. */
export async function addFile(store: Pick<Store, 'blobs' | 'transact'>, kind: FileKind, bytes: Uint8Array): Promise<{ readonly sha256: string; readonly size: number }> {
  if (bytes.length === 0) throw new LabError('bad-input', 'The file is empty. Nothing was written; choose another one.')
  readers[kind](bytes)
  const blob = await store.blobs.write('data', bytes)
  store.transact(() => store.blobs.name(blob))
  return { sha256: blob.sha256, size: blob.size }
}
