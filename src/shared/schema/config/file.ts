import { z } from 'zod'

/** A file of the user, by the hash of its bytes. The command line puts the hash where a path was written. */
export const storedFile = z.string().regex(/^[0-9a-f]{64}$/)

/** What a stored file may hold. */
export const FileKind = z.enum(['weights', 'split', 'table', 'idx'])
export type FileKind = z.output<typeof FileKind>

/** The keys of a configuration that name a file, and what that holds. */
export const fileKeys = {
  'split.file': 'split',
  'model.init.file': 'weights',
  'task.images_file': 'idx',
  'task.labels_file': 'idx',
  'task.test_images_file': 'idx',
  'task.test_labels_file': 'idx',
  'task.file': 'table',
} as const satisfies Readonly<Record<string, FileKind>>
