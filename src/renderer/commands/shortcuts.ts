import { useEventListener } from '@vueuse/core'
import { isTyping, matches, pressesFocused } from './keys.ts'
import { commands } from './register.ts'

/** One listener for all shortcuts. What a component has handled itself, or a menu or dialog holds, is left alone. */
export function useShortcuts(): void {
  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey
    if (plain && (isTyping(event.target) || pressesFocused(event, event.target))) return
    if (plain && document.querySelector('[role="dialog"], [role="menu"]')) return
    const command = commands.value.find(({ keys }) => keys !== undefined && matches(event, keys))
    if (!command) return
    if (command.isNotForFields && (isTyping(event.target) || document.querySelector('[role="dialog"]'))) return
    event.preventDefault()
    command.run()
  })
}
