// npm run tour [-- FOLDER --store DIR]: trains a few real runs in a store of its own, walks through every view in both themes and leaves
// numbered pictures. Without a folder they go to docs/pictures, where README takes its own from. A store that is named stays, and what it
// has is not trained again.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { reportSetupError, setUp } from './setup.mjs'

try {
  const { root, node } = await setUp()
  const child = spawn(node, [join(root, 'scripts', 'tour', 'index.ts'), ...process.argv.slice(2)], { stdio: 'inherit' })
  child.on('exit', (code) => (process.exitCode = code ?? 1))
} catch (error) {
  process.exitCode = reportSetupError(error)
}
