import packageFile from '../../package.json' with { type: 'json' }
import { processTerminal } from './cli/terminal.ts'
import { complaintAboutNode, sameKeyMs } from './core/session.ts'

const complaint = complaintAboutNode()
if (complaint !== null) {
  console.error(complaint)
  process.exit(1)
}

const interruption = new AbortController()
let interruptedAt = 0
const interrupt = (): void => {
  if (!interruption.signal.aborted) {
    interruptedAt = performance.now()
    interruption.abort()
  } else if (performance.now() - interruptedAt > sameKeyMs) {
    process.exit(130) // a second, impatient Ctrl+C; what is committed stays
  }
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt)

// `grokscope curves latest --csv | head` closes the pipe early, which is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

// Only now: what is imported there may load addons.
const { main } = await import('./cli/main.ts')
const code = await main(process.argv.slice(2), packageFile.version, processTerminal(), interruption.signal)
// What was written to a pipe leaves before the process does.
await new Promise<void>((resolve) => process.stdout.write('', () => resolve()))
process.exit(code)
