import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

export interface ServerOptions {
  readonly store: string
  /** 0: any free port. */
  readonly port: number
  readonly open: boolean
}

export const usage = `grokscope [--store DIR] [--port N] [--open | --no-open]

Opens the lab as a page of this computer, in a window of its own where there is a display.

  --store DIR   the lab's data folder (default: the application-data folder of this user)
  --port N      listen on this port of 127.0.0.1 (default: any free one)
  --no-open     only print the address
`

/** The options, or a sentence on what is wrong with them. */
export function parseOptions(args: readonly string[], defaultStore: string): ServerOptions | 'help' | { readonly wrong: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { store: { type: 'string' }, port: { type: 'string' }, open: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
      allowNegative: true,
    })
    if (values.help) return 'help'
    if (values.store === '') return { wrong: '--store needs the name of a folder.' }
    const port = Number(values.port ?? 0)
    if (values.port === '' || !Number.isInteger(port) || port < 0 || port > 65_535) return { wrong: `--port takes a whole number from 0 to 65535, not "${values.port}".` }
    return { store: resolve(values.store ?? defaultStore), port, open: values.open ?? true }
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) }
  }
}
