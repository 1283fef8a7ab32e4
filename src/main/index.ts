import * as electron from 'electron'
import packageFile from '../../package.json' with { type: 'json' }
import { runDesktop } from './electron/main.ts'

// Not awaited: Electron is ready only when this file has been loaded.
runDesktop(electron, packageFile.version, process.argv.slice(1)).catch((error: unknown) => {
  electron.dialog.showErrorBox('Grokscope could not open', error instanceof Error ? error.message : String(error))
  electron.app.exit(1)
})
