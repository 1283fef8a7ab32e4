import { computed, toValue, type ComputedRef, type MaybeRefOrGetter } from 'vue'
import { z } from 'zod'
import { useNotices } from '../../stores/notices.ts'
import { useSettings } from '../../stores/settings.ts'

const Keys = z.array(z.string().max(300)).max(500).catch([])

export interface IgnoredKeys {
  readonly ignored: ComputedRef<ReadonlySet<string>>
  ignore(key: string): void
  restoreAll(): void
}

/** Keys whose differences say nothing in a project. They are kept with the project’s settings, counted where they vary, and can be had back. */
export function useIgnoredKeys(project: MaybeRefOrGetter<string>): IgnoredKeys {
  const settings = useSettings()
  const notices = useNotices()
  const name = computed(() => `compare.ignored.${toValue(project)}`)
  const ignored = computed(() => new Set(Keys.parse(settings.values[name.value] ?? [])))

  function put(keys: readonly string[]): void {
    void settings.put(name.value, keys.length === 0 ? null : [...keys])
  }

  return {
    ignored,
    ignore(key) {
      const before = [...ignored.value]
      put([...before, key])
      notices.tell(`${key} is ignored in comparisons of this project.`, { label: 'Undo', run: () => put(before) })
    },
    restoreAll: () => put([]),
  }
}
