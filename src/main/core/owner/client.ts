import { createConnection, type Socket } from 'node:net'
import { contract, type LabClient } from '../../../shared/contract.ts'
import { connect } from '../../../shared/rpc/client.ts'
import { streamChannel } from '../../../shared/rpc/stream-channel.ts'
import { knownAddress } from './address.ts'

/** A client of the process that owns the store; null when there is none. */
export async function connectToOwner(store: string): Promise<LabClient | null> {
  const address = knownAddress(store)
  if (address === null) return null
  const socket = await open(address)
  return socket === null ? null : connect(contract, streamChannel(socket))
}

/** Null when nobody listens to us: no such name, a name that a dead owner left, or a folder that is none or not ours, which opening it will say. */
function open(address: string): Promise<Socket | null> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(address)
    socket.once('connect', () => resolve(socket))
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED' || error.code === 'ENOTSOCK' || error.code === 'ENOTDIR' || error.code === 'EACCES') resolve(null)
      else reject(error)
    })
  })
}
