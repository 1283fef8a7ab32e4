import { setTimeout as pause } from 'node:timers/promises'
import { contract, type LabClient } from '../../../shared/contract.ts'
import { LabError } from '../../../shared/errors.ts'
import { connect } from '../../../shared/rpc/client.ts'
import { channelPair } from '../../../shared/rpc/pair.ts'
import { serve } from '../../../shared/rpc/server.ts'
import { openLab, type Lab, type LabOptions } from '../lab.ts'
import { connectToOwner } from './client.ts'

export interface Attached {
  readonly client: LabClient
  /** The lab itself where this process became the owner. */
  readonly owner: Lab | null
  close(): Promise<void>
}

/** An owner holds the lock a little before it listens (integrity check, migration) and a little after it stopped. */
const patienceMs = 15_000

/** Becomes the owner of the store, or a client of the process that is. Two that start at once end as one of each. */
export async function attach(options: LabOptions): Promise<Attached> {
  const giveUp = performance.now() + patienceMs
  for (;;) {
    const client = await connectToOwner(options.store)
    if (client !== null) {
      if (await isServing(client)) return asClient(client)
      // It was leaving: its socket still took the connection. The store is free in a moment.
      client.close()
      if (performance.now() > giveUp) throw new LabError('store-busy', 'The lab that has this data folder open does not answer. Nothing was changed. End it, or try again later.', { folder: options.store })
      await pause(50)
      continue
    }
    try {
      return asOwner(await openLab(options))
    } catch (error) {
      if (!(error instanceof LabError) || error.code !== 'store-busy' || performance.now() > giveUp) throw error
      await pause(50)
    }
  }
}

/** Whether the owner answers: one that is closing refuses, or is gone before it can. */
async function isServing(client: LabClient): Promise<boolean> {
  try {
    await client.call('lab.ping', {})
    return true
  } catch (error) {
    if (error instanceof LabError && error.code === 'disconnected') return false
    throw error
  }
}

function asClient(client: LabClient): Attached {
  const close = async (): Promise<void> => {
    client.close()
    await client.closed
  }
  return { client, owner: null, close }
}

function asOwner(owner: Lab): Attached {
  const [near, far] = channelPair()
  serve(contract, owner.handlers, far)
  const client = connect(contract, near)
  const close = async (): Promise<void> => {
    client.close()
    await owner.close()
  }
  return { client, owner, close }
}
