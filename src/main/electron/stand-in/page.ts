import { readFileSync } from 'node:fs'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { contract, type LabClient } from '../../../shared/contract.ts'
import { connect } from '../../../shared/rpc/client.ts'
import { messagePortChannel } from '../../../shared/rpc/message-port.ts'
import { ipcRenderer } from './electron.ts'

interface PageMessage {
  readonly data: unknown
  readonly origin: string
  readonly source: unknown
  readonly ports: readonly MessagePort[]
}

const origin = 'app://lab'

/** A page with the built preload in it: a window that passes messages to itself, as one does. */
export function openPage(preload: string): { dial(): Promise<LabClient>; readonly messages: readonly PageMessage[]; fromAFrame(data: unknown): void } {
  const listeners: ((message: PageMessage) => void)[] = []
  const messages: PageMessage[] = []
  const deliver = (message: PageMessage): void => {
    messages.push(message)
    for (const listener of [...listeners]) listener(message)
  }
  const window = {
    addEventListener: (_type: 'message', listener: (message: PageMessage) => void) => listeners.push(listener),
    postMessage: (data: unknown, targetOrigin: string, ports: MessagePort[] = []) => {
      if (targetOrigin !== origin) throw new Error(`a message for ${targetOrigin}`)
      queueMicrotask(() => deliver({ data, origin, source: window, ports }))
    },
  }
  const require = (name: string): unknown => {
    if (name !== 'electron') throw new Error(`a sandboxed preload cannot require ${name}`)
    return { ipcRenderer }
  }
  // The preload is a CommonJS script that knows these names and no others of Node.
  new Function('require', 'window', 'location', 'MessageChannel', 'process', 'module', readFileSync(preload, 'utf8'))(
    require, window, { origin }, MessageChannel, undefined, { exports: {} },
  )

  const dial = (): Promise<LabClient> =>
    new Promise((resolve) => {
      const listener = ({ data, ports: [port] }: PageMessage): void => {
        if (JSON.stringify(data) !== '{"kind":"lab-port"}' || !port) return
        listeners.splice(listeners.indexOf(listener), 1)
        resolve(connect(contract, messagePortChannel(port)))
      }
      window.addEventListener('message', listener)
      window.postMessage({ kind: 'lab-port-wanted' }, origin)
    })
  return { dial, messages, fromAFrame: (data) => deliver({ data, origin: 'https://evil.example', source: {}, ports: [] }) }
}
