import { shallowRef, type ShallowRef } from 'vue'

export interface IgnoredKeys {
  readonly ignored: Readonly<ShallowRef<ReadonlySet<string>>>
  ignore(key: string): void
  restoreAll(): void
}

const ignored = shallowRef<ReadonlySet<string>>(new Set())

/** Keys whose differences say nothing to this user; they are counted, never forgotten. */
export function useIgnoredKeys(): IgnoredKeys {
  return {
    ignored,
    ignore: (key) => (ignored.value = new Set([...ignored.value, key])),
    restoreAll: () => (ignored.value = new Set()),
  }
}
