import type { MenuItem } from '../components/menu-item.ts'
import { isTyping, matches } from './keys.ts'

/** Runs the item of a menu whose keys were pressed in the part that the menu is of; whether there was one. */
export function pressItem(items: readonly MenuItem[], event: KeyboardEvent): boolean {
  const item = items.find(({ keys }) => keys !== undefined && matches(event, keys))
  if (item === undefined || item.disabled === true || (!(event.ctrlKey || event.metaKey) && isTyping(event.target))) return false
  event.preventDefault()
  event.stopPropagation()
  item.run()
  return true
}
