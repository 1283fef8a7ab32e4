import type { LabHandlers } from '../../shared/contract.ts'
import { contract } from '../../shared/contract.ts'
import { messagePortChannel } from '../../shared/rpc/message-port.ts'
import { serve } from '../../shared/rpc/server.ts'
import type { ElectronParts, LabWindow } from './parts.ts'
import { isFromOurPage } from './sender-guard.ts'

/** The preload's message that carries the page's port. */
export const portMessage = 'lab:port'

type Report = (method: string, error: unknown) => void

/** Serves the port that the page's preload sends. A page has one: a reload brings a new one and ends the old. */
export function servePorts({ ipcMain }: Pick<ElectronParts, 'ipcMain'>, handlers: LabHandlers, windowNow: () => LabWindow | null, report: Report): void {
  let served: { close(): void } | null = null
  ipcMain.on(portMessage, (event) => {
    const [port, ...more] = event.ports
    if (!port || more.length > 0 || !isFromOurPage(event, windowNow())) return
    served?.close()
    served = serve(contract, handlers, messagePortChannel(port), { report })
  })
}
