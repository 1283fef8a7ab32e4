import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { connectToOwner } from '../src/main/core/owner/client.ts'
import type { LabClient } from '../src/shared/contract.ts'

const execute = promisify(execFile)

export interface BuiltLab {
  /** With its token. */
  readonly address: string
  /** From the start of the process to its address, ms. */
  readonly startMs: number
  /** What a page can ask of the lab. */
  readonly client: LabClient
  /** A verb of the command line on the same store, beside the open lab. */
  grokscope(...words: readonly string[]): Promise<unknown>
  close(): Promise<void>
}

/** The built lab as a server on a store. */
export async function openBuiltLab(root: string, store: string): Promise<BuiltLab> {
  const began = performance.now()
  const server = spawn(process.execPath, [join(root, 'out', 'main', 'server.js'), '--no-open', '--store', store], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [said] = (await once(server.stdout.setEncoding('utf8'), 'data')) as [string]
  const address = /http:\S+/.exec(said)?.[0]
  if (address === undefined) throw new Error(`The lab did not say where it is. It said: ${said}`)
  const startMs = performance.now() - began
  const client = await connectToOwner(store)
  if (client === null) throw new Error('The lab does not answer on its store.')
  return {
    address,
    startMs,
    client,
    async grokscope(...words) {
      const { stdout } = await execute(process.execPath, [join(root, 'bin', 'grokscope.mjs'), ...words, '--json', '--store', store], { maxBuffer: 1 << 26 })
      return JSON.parse(stdout.trim().split('\n').at(-1) ?? 'null')
    },
    async close() {
      client.close()
      const ended = once(server, 'exit')
      server.kill('SIGTERM')
      await ended
    },
  }
}
