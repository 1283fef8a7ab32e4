import { useLocalStorage } from '@vueuse/core'

/** Panels that were closed, by their ids: all others that a network has are open. Kept on this computer. */
const closed = useLocalStorage<readonly string[]>('grokscope.insides.closed', [])

export const openPanels = {
  has: (id: string): boolean => !closed.value.includes(id),
  set(id: string, isOpen: boolean): void {
    const others = closed.value.filter((each) => each !== id)
    closed.value = isOpen ? others : [...others, id]
  },
}
