import { once } from 'node:events'
import { chmodSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { contract, type LabHandlers } from '../../../shared/contract.ts'
import { serve } from '../../../shared/rpc/server.ts'
import { streamChannel } from '../../../shared/rpc/stream-channel.ts'
import { chooseAddress, forgetAddress } from './address.ts'

export interface Listener {
  readonly address: string
  /** Resolves when no other process is connected, or when the signal is aborted. */
  alone(signal: AbortSignal): Promise<void>
  close(): Promise<void>
}

/**
 * The owner answers other processes of the same user on a local socket. Only the holder of the lock listens, so a
 * socket that is already there was left by a process that died.
 */
export async function listen(store: string, handlers: LabHandlers): Promise<Listener> {
  const address = chooseAddress(store)
  const isPipe = process.platform === 'win32'
  if (!isPipe) rmSync(address, { force: true })

  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    serve(contract, handlers, streamChannel(socket))
  })

  // The mask stands while the name appears (`listen` binds before it returns): at no moment can others connect.
  const mask = isPipe ? null : process.umask(0o177)
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(address, resolve)
      if (mask !== null) process.umask(mask)
    })
  } finally {
    if (mask !== null) process.umask(mask)
  }
  if (!isPipe) chmodSync(address, 0o600)

  return {
    address,
    async alone(signal) {
      while (open.size > 0 && !signal.aborted) {
        await Promise.race([...[...open].map((socket) => once(socket, 'close', { signal })), once(signal, 'abort')]).catch(() => undefined)
      }
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const socket of open) socket.destroySoon() // what was answered still leaves
      await closed
      forgetAddress(store, address)
    },
  }
}
