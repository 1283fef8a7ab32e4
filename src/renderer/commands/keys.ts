/** What of a keyboard event decides about a shortcut. */
export interface Stroke {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

const names: Readonly<Record<string, string>> = { '→': 'arrowright', '←': 'arrowleft', '↑': 'arrowup', '↓': 'arrowdown', 'space': ' ', 'del': 'delete', 'esc': 'escape' }

/** `Ctrl+K` as Ctrl and K; the plus sign is a key too. */
export function partsOf(written: string): string[] {
  return written === '+' ? ['+'] : written.endsWith('++') ? [...written.slice(0, -2).split('+'), '+'] : written.split('+')
}

/** As it stands on a key cap: `Ctrl K`. */
export function keyCap(written: string): string {
  return partsOf(written).join(' ')
}

/** Whether a stroke is the one written `Ctrl+Shift+K`. Command on a Mac counts as Ctrl. */
export function matches(stroke: Stroke, written: string): boolean {
  const parts = partsOf(written.toLowerCase())
  const last = parts.pop() ?? ''
  const wanted = names[last] ?? last
  const key = stroke.key.toLowerCase()
  // A sign such as ? or ] may need Shift on this keyboard; the sign itself is what counts.
  const shiftMatters = wanted.length > 1 || /[a-z0-9 ]/.test(wanted)
  return (
    key === wanted &&
    (stroke.ctrlKey || stroke.metaKey) === parts.includes('ctrl') &&
    stroke.altKey === parts.includes('alt') &&
    (!shiftMatters || stroke.shiftKey === parts.includes('shift'))
  )
}

/** A plain letter belongs to the field one types into; Ctrl+letter does not. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type !== 'range')
}

/** Space and Enter press the thing that has the focus; a shortcut must not take them from it. A link is followed by Enter alone. */
export function pressesFocused(stroke: Stroke, target: EventTarget | null): boolean {
  if (stroke.key !== ' ' && stroke.key !== 'Enter') return false
  const pressed = 'button, [role="radio"], [role="checkbox"], [role="menuitem"], [role="option"], summary'
  return target instanceof Element && target.closest(stroke.key === 'Enter' ? `${pressed}, a` : pressed) !== null
}
