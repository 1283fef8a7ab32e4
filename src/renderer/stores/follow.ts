import { effectScope, watch } from 'vue'
import { LabError } from '../../shared/errors.ts'
import type { LabLink } from '../platform/client.ts'

/**
 * Runs `read` once for every connection to the lab and ends the former one. `read` gets a signal that is aborted when the
 * connection is replaced; a lost connection is no failure, because the next one begins again.
 * @returns ends the following
 */
export function onEveryConnection(link: LabLink, read: (signal: AbortSignal) => Promise<void>, failed: (error: unknown) => void): () => void {
  const scope = effectScope(true)
  scope.run(() =>
    watch(
      link.generation,
      (generation, _before, onCleanup) => {
        if (generation === 0) return
        const stop = new AbortController()
        onCleanup(() => stop.abort())
        read(stop.signal).catch((error: unknown) => {
          if (!stop.signal.aborted && !isDisconnection(error)) failed(error)
        })
      },
      { immediate: true },
    ),
  )
  return () => scope.stop()
}

export function isDisconnection(error: unknown): boolean {
  return error instanceof LabError && (error.code === 'disconnected' || error.code === 'cancelled')
}
