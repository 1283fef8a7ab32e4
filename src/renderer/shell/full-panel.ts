import { shallowRef } from 'vue'

/** What can fill the window: charts, matrices, figures, tables. */
const panels = '[data-panel], [role="group"][aria-roledescription="chart"], figure, [role="application"], [role="grid"]'

/** The panel that fills the window; null for none. */
export const fullPanel = shallowRef<HTMLElement | null>(null)

let under: Element | null = null
/** Where the pointer was last: without a focused panel, F takes the one under it. */
export function notePointer(target: EventTarget | null): void {
  under = target instanceof Element ? target : null
}

/** The outermost panel around an element, within main. */
function panelAround(element: Element | null): HTMLElement | null {
  let found: HTMLElement | null = null
  for (let at = element?.closest<HTMLElement>(panels) ?? null; at !== null && at.closest('main'); at = at.parentElement?.closest<HTMLElement>(panels) ?? null) found = at
  return found
}

export function toggleFullPanel(): void {
  if (fullPanel.value) return leaveFullPanel()
  const panel = panelAround(document.activeElement) ?? panelAround(under) ?? document.querySelector<HTMLElement>(panels.split(', ').map((one) => `main ${one}`).join(', '))
  if (!panel) return
  panel.dataset['full'] = ''
  fullPanel.value = panel
  // Keys go to what is seen.
  if (panel.tabIndex >= 0) panel.focus()
}

export function leaveFullPanel(): void {
  if (!fullPanel.value) return
  delete fullPanel.value.dataset['full']
  fullPanel.value = null
}
