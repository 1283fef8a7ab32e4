import { inject, shallowRef, type InjectionKey, type Ref } from 'vue'

/** What the page gives the panel inside it. */
export interface PanelContext {
  readonly title: string
  /** Whether it is on the screen; one that is not asks the lab for nothing. */
  readonly isSeen: Readonly<Ref<boolean>>
  /** Set by one that has only a sentence to say. */
  readonly isShort: Ref<boolean>
}

export const panelContextKey: InjectionKey<PanelContext> = Symbol('panel')

/** A panel that stands alone is always seen. */
export function usePanelContext(): PanelContext {
  return inject(panelContextKey, { title: '', isSeen: shallowRef(true), isShort: shallowRef(false) })
}
