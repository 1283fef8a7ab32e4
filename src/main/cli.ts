import packageFile from '../../package.json' with { type: 'json' }
import { main } from './cli/main.ts'
import { processTerminal } from './cli/terminal.ts'

/** A terminal's Ctrl+C can arrive twice, once by itself and once passed on by the launcher. */
const sameKeyMs = 500

if (Number(process.versions.napi) < 10) {
  process.stderr.write(`Grokscope needs Node 24; this is Node ${process.versions.node}. Nothing was changed. Start it with npx grokscope, which brings its own.\n`)
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

const code = await main(process.argv.slice(2), packageFile.version, processTerminal(), interruption.signal)
// What was written to a pipe leaves before the process does.
await new Promise<void>((resolve) => process.stdout.write('', () => resolve()))
process.exit(code)
