import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { z } from 'zod'
import { useSettings } from '../../../stores/settings.ts'

export interface OpenPanels {
  has(id: string): boolean
  set(id: string, isOpen: boolean): void
}

const Ids = z.array(z.string()).catch([])

/** Which panels are open in a project: all that a network has, but for those that were closed. A setting of the store. */
export function useOpenPanels(project: MaybeRefOrGetter<string>): OpenPanels {
  const settings = useSettings()
  const key = computed(() => `insides.closed.${toValue(project)}`)
  const closed = computed(() => Ids.parse(settings.values[key.value] ?? []))
  return {
    has: (id) => !closed.value.includes(id),
    set(id, isOpen) {
      if (closed.value.includes(id) !== isOpen) return
      const others = closed.value.filter((each) => each !== id)
      void settings.put(key.value, isOpen ? others : [...others, id])
    },
  }
}
