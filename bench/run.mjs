// npm run bench: sets the clone up where that is due, then measures under the pinned Node.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { reportSetupError, setUp } from '../scripts/setup.mjs'

try {
  const { root, node } = await setUp()
  const child = spawn(node, [join(root, 'bench', ...(process.argv.includes('--ui') ? ['ui'] : []), 'index.ts'), ...process.argv.slice(2)], { stdio: 'inherit' })
  // Ctrl+C reaches the whole group; what is there has to be written before anything ends.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => signal === 'SIGTERM' && child.kill(signal))
  child.on('exit', (code) => (process.exitCode = code ?? 1))
} catch (error) {
  process.exitCode = reportSetupError(error)
}
