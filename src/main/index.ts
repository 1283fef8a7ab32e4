import { join } from 'node:path'
import * as electron from 'electron'
import packageFile from '../../package.json' with { type: 'json' }
import { runDesktop } from './electron/main.ts'

const preload = join(import.meta.dirname, '..', 'preload', 'index.cjs')

// Not awaited: Electron is ready only when this file has been loaded.
runDesktop(electron, { version: packageFile.version, preload, args: process.argv.slice(1) }).catch((error: unknown) => {
  electron.dialog.showErrorBox('Grokscope could not open', error instanceof Error ? error.message : String(error))
  electron.app.exit(1)
})
