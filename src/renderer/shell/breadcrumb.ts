import { onScopeDispose, shallowRef, watchEffect, toValue, type MaybeRefOrGetter } from 'vue'
import type { RouteLocationRaw } from 'vue-router'

export interface Crumb {
  readonly label: string
  readonly to?: RouteLocationRaw
}

/** Where one is, from the outside in; the last is the thing itself. */
export const breadcrumb = shallowRef<readonly Crumb[]>([])

/** Says where this screen is, and gives the window its title. */
export function useBreadcrumb(crumbs: MaybeRefOrGetter<readonly Crumb[]>): void {
  const stop = watchEffect(() => {
    const here = toValue(crumbs)
    // Written only: two screens that both read it would write in turns for ever.
    breadcrumb.value = here
    document.title = [...here.map(({ label }) => label).reverse(), 'Grokscope'].join(' · ')
  })
  onScopeDispose(stop)
}
