import { connectToOwner } from './client.ts'

/**
 * Asks the process that owns the store to come to the front: where its page is, with a null address where it is a window.
 * Null when nobody answers: then the store has no owner, or one that is starting or ending.
 */
export async function showOwner(store: string): Promise<{ readonly address: string | null } | null> {
  const owner = await connectToOwner(store)
  if (!owner) return null
  try {
    return await owner.call('lab.focus', {})
  } finally {
    owner.close()
  }
}
