import { join } from 'node:path'
import { contract } from '../../shared/contract.ts'
import { LabError, toErrorValue } from '../../shared/errors.ts'
import { serve } from '../../shared/rpc/server.ts'
import { openLab, type Lab } from '../core/lab.ts'
import { showOwner } from '../core/owner/show-owner.ts'
import { pageFolder } from '../core/page/page-folder.ts'
import { defaultStore, resourcesFolder, workerCommand } from '../core/paths.ts'
import { frameLimit } from './gates/frame-limit.ts'
import { startHttpHost, type HttpHost } from './http-host.ts'
import { openWindow, type Window } from './open-window.ts'
import { parseOptions, usage, type ServerOptions } from './options.ts'

const exitCodes = { done: 0, failed: 1, usage: 2 } as const

export interface Console {
  out(line: string): void
  error(line: string): void
}

/** What the process around it gives the host. */
export interface Surroundings {
  readonly version: string
  readonly console: Console
  /** Resolves when the lab shall end. */
  readonly stopped: Promise<void>
  /** Where the built page lies. */
  readonly page?: () => string
}

/** Opens the lab as a page of this computer and stays until it is stopped; gives the exit code. */
export async function runServer(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { out, error } = surroundings.console
  const options = parseOptions(args, defaultStore())
  if (options === 'help') {
    out(usage.trimEnd())
    return exitCodes.done
  }
  if ('wrong' in options) {
    error(`${options.wrong}\n\n${usage.trimEnd()}`)
    return exitCodes.usage
  }
  try {
    return await openAndStay(options, surroundings)
  } catch (failure) {
    if (failure instanceof LabError && failure.code === 'store-busy') return await bringToFront(options.store, failure, surroundings.console)
    error(toErrorValue(failure).message)
    return exitCodes.failed
  }
}

async function openAndStay(options: ServerOptions, { version, console: { out, error }, stopped, page = pageFolder }: Surroundings): Promise<number> {
  const folder = page()
  const windows: Window[] = []
  let http: HttpHost | null = null

  const showWindow = (): void => {
    if (!options.open || !http) return
    const window = openWindow(http.freshAddress, join(lab.store, 'browser'))
    windows.push(window)
    void window.shown.then((how) => {
      if (how === 'failed') error('No browser could be started. The lab is open all the same: open its address in any browser of this computer.')
    })
  }
  const focus = (): string | null => {
    showWindow()
    return http?.freshAddress() ?? null
  }
  const report = (method: string, failure: unknown): void => {
    error(`A mistake inside the lab, in ${method}: ${failure instanceof Error ? (failure.stack ?? failure.message) : String(failure)}`)
  }

  const lab: Lab = await openLab({ store: options.store, resources: resourcesFolder(), worker: workerCommand(), version, host: 'server', focus })
  try {
    const accept = (channel: Parameters<typeof serve>[2]): void => void serve(contract, lab.handlers, channel, { report })
    http = await startHttpHost({ page: folder, port: options.port, maxFrame: frameLimit(contract), accept })
    out(`Grokscope is open at ${http.freshAddress()}`)
    showWindow()
    await stopped
  } finally {
    for (const window of windows) window.close()
    await lab.close()
    await http?.close()
  }
  return exitCodes.done
}

/** The store has an owner: that one shows itself, and says where. */
async function bringToFront(store: string, busy: LabError, { out, error }: Console): Promise<number> {
  try {
    const shown = await showOwner(store)
    if (!shown) {
      error(busy.message) // it holds the lock and does not answer: it is starting or ending
      return exitCodes.failed
    }
    const { address } = shown
    out(address === null ? 'Grokscope is open already; its window has come to the front.' : `Grokscope is open at ${address}`)
    return exitCodes.done
  } catch (failure) {
    error(toErrorValue(failure).message)
    return exitCodes.failed
  }
}
