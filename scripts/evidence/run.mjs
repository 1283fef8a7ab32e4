// npm run evidence: sets the clone up where that is due, then trains presets under the pinned Node.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { reportSetupError, setUp } from '../setup.mjs'

try {
  const { root, node } = await setUp()
  const child = spawn(node, [join(root, 'scripts', 'evidence', 'index.ts'), ...process.argv.slice(2)], { stdio: 'inherit' })
  // Ctrl+C reaches the whole group; the lab inside leaves its workers nothing to do before anything ends.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => signal === 'SIGTERM' && child.kill(signal))
  child.on('exit', (code) => (process.exitCode = code ?? 1))
} catch (error) {
  process.exitCode = reportSetupError(error)
}
