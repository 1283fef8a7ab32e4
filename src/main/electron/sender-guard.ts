import { isLabAddress } from './lab-address.ts'
import type { LabWindow, PortEvent } from './parts.ts'

/** Whether a message comes from the main frame of our window, showing our page. Anything else is dropped. */
export function isFromOurPage({ sender, senderFrame }: Pick<PortEvent, 'sender' | 'senderFrame'>, window: LabWindow | null): boolean {
  if (!window || window.isDestroyed() || senderFrame === null) return false
  return sender.id === window.webContents.id && senderFrame === window.webContents.mainFrame && isLabAddress(senderFrame.url)
}
