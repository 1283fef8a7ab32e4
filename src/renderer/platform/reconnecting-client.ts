import { readonly, ref, shallowRef } from 'vue'
import type { LabClient } from '../../shared/contract.ts'
import { LabError } from '../../shared/errors.ts'
import type { LabLink, LinkState } from './client.ts'

const firstPauseMs = 250
const longestPauseMs = 4_000

/**
 * One client over many connections: `dial` is asked again, with growing pauses, whenever the connection ends.
 * A call without a connection waits for one; a call or stream that was under way ends with `disconnected`, because only
 * its caller knows whether it may be repeated.
 */
export function keepConnected(dial: () => Promise<LabClient>, pause = wait): LabLink {
  const state = ref<LinkState>('connecting')
  const generation = ref(0)
  const current = shallowRef<LabClient | null>(null)
  let waiting: ((client: LabClient) => void)[] = []
  let over = false
  let settleClosed: (reason: string | null) => void = () => undefined
  const closed = new Promise<string | null>((resolve) => (settleClosed = resolve))

  async function keep(): Promise<void> {
    let pauseMs = firstPauseMs
    while (!over) {
      try {
        const client = await dial()
        pauseMs = firstPauseMs
        current.value = client
        state.value = 'open'
        generation.value++
        for (const take of waiting.splice(0)) take(client)
        await client.closed
        current.value = null
      } catch {
        // The lab may be starting or gone; the band says so and the next attempt decides.
      }
      if (over) return
      state.value = 'lost'
      await pause(pauseMs)
      pauseMs = Math.min(pauseMs * 2, longestPauseMs)
    }
  }
  void keep()

  function connected(signal?: AbortSignal): Promise<LabClient> {
    if (signal?.aborted) return Promise.reject(cancelled())
    if (current.value) return Promise.resolve(current.value)
    return new Promise((resolve, reject) => {
      const take = (client: LabClient): void => {
        signal?.removeEventListener('abort', cancel)
        resolve(client)
      }
      const cancel = (): void => {
        waiting = waiting.filter((other) => other !== take)
        reject(cancelled())
      }
      waiting.push(take)
      signal?.addEventListener('abort', cancel, { once: true })
    })
  }

  const client: LabClient = {
    call: async (method, input, options) => (await connected(options?.signal)).call(method, input, options),
    stream(method, input, options) {
      const inner = connected(options?.signal).then((open) => open.stream(method, input, options))
      const end = inner.then((stream) => stream.end)
      end.catch(() => undefined) // who only iterates sees the failure there
      return {
        end,
        async *[Symbol.asyncIterator]() {
          yield* await inner
        },
      }
    },
    closed,
    close() {
      over = true
      current.value?.close()
      settleClosed(null)
    },
  }
  return { client, state: readonly(state), generation: readonly(generation) }
}

function cancelled(): LabError {
  return new LabError('cancelled', 'Cancelled before the lab answered. Nothing was changed.')
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
