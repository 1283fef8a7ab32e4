import type { IpcMainEvent } from 'electron'
import { isLabAddress } from './lab-address.ts'
import type { LabWindow } from './parts.ts'

type Sent = { readonly sender: Pick<IpcMainEvent['sender'], 'id'>; readonly senderFrame: Pick<NonNullable<IpcMainEvent['senderFrame']>, 'url'> | null }

/** Whether a message comes from the main frame of our window, showing our page. Anything else is dropped. */
export function isFromOurPage({ sender, senderFrame }: Sent, window: LabWindow | null): boolean {
  if (!window || window.isDestroyed() || senderFrame === null) return false
  return sender.id === window.webContents.id && senderFrame === window.webContents.mainFrame && isLabAddress(senderFrame.url)
}
