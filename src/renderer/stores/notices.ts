import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { toErrorValue, type ErrorValue } from '../../shared/errors.ts'

/** Something that can be undone or opened; it leaves by itself. */
export interface Toast {
  readonly id: number
  readonly text: string
  readonly action: { readonly label: string; run(): void } | null
}

/** An error; it stays until it is read away. */
export interface Trouble {
  readonly id: number
  /** What the lab was asked to do, e.g. "The run was not started". */
  readonly title: string
  readonly error: ErrorValue
}

const toastMs = 8_000

/** What the lab has to say outside of the screens: toasts, and errors as bands that stay. */
export const useNotices = defineStore('notices', () => {
  const toasts = shallowRef<readonly Toast[]>([])
  const troubles = shallowRef<readonly Trouble[]>([])
  let next = 1

  function tell(text: string, action: Toast['action'] = null): void {
    const id = next++
    toasts.value = [...toasts.value, { id, text, action }]
    setTimeout(() => forget(id), toastMs)
  }

  function fail(title: string, error: unknown): void {
    const value = toErrorValue(error)
    if (value.code === 'cancelled') return
    const same = troubles.value.filter((t) => t.title !== title || t.error.message !== value.message)
    troubles.value = [...same, { id: next++, title, error: value }]
  }

  function forget(id: number): void {
    toasts.value = toasts.value.filter((t) => t.id !== id)
    troubles.value = troubles.value.filter((t) => t.id !== id)
  }

  return { toasts, troubles, tell, fail, forget }
})
