import { useDebounceFn } from '@vueuse/core'
import { computed, shallowRef, toValue, watch, type MaybeRefOrGetter, type WritableComputedRef } from 'vue'
import type { z } from 'zod'
import { useSettings } from './settings.ts'

export interface ChoicePlace {
  /** The setting that keeps it. */
  readonly key: string
  /** The setting that kept it for every project before each had its own. */
  readonly before?: string
  /** Where the browser kept it before the store did; taken over once. */
  readonly browser?: string
}

/** A drag is one change of the store and not sixty. */
const settled = 300

/** A choice that the lab keeps in its store. It holds here at once; what this version does not understand is the usual one. */
export function useKeptChoice<T>(schema: z.ZodType<T>, usual: T, place: MaybeRefOrGetter<ChoicePlace>): WritableComputedRef<T> {
  const settings = useSettings()
  const here = shallowRef<{ readonly key: string; readonly value: T } | null>(null)
  const read = (value: unknown): T | undefined => (value === undefined || value === null ? undefined : schema.safeParse(value).data)

  async function put(key: string, value: T): Promise<void> {
    await settings.put(key, JSON.parse(JSON.stringify(value)))
    if (here.value?.key === key && here.value.value === value) here.value = null
  }
  const putSoon = useDebounceFn(put, settled)

  watch(
    () => (settings.known ? toValue(place) : null),
    (now) => {
      if (now?.browser === undefined) return
      const kept = read(parsed(localStorage.getItem(now.browser)))
      localStorage.removeItem(now.browser)
      const target = now.before ?? now.key
      if (kept !== undefined && read(settings.values[target]) === undefined) void put(target, kept)
    },
    { immediate: true },
  )

  return computed({
    get() {
      const { key, before } = toValue(place)
      if (here.value?.key === key) return here.value.value
      return read(settings.values[key]) ?? (before === undefined ? undefined : read(settings.values[before])) ?? usual
    },
    set(value) {
      const { key } = toValue(place)
      here.value = { key, value }
      void putSoon(key, value)
    },
  })
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    return null // Cut off or written by hand.
  }
}
