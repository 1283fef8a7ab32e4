import packageFile from '../../package.json' with { type: 'json' }
import { closingLimitMs, complaintAboutNode, sameKeyMs } from './core/session.ts'

const complaint = complaintAboutNode()
if (complaint !== null) {
  console.error(complaint)
  process.exit(1)
}

const interrupted = 130
const stopping = Promise.withResolvers<void>()
let codeOfSignal: number | null = null
let stoppedAt = 0

const onSignal = (code: number) => (): void => {
  if (codeOfSignal !== null) {
    if (performance.now() - stoppedAt > sameKeyMs) process.exit(code) // asked again, impatiently: at once
    return
  }
  codeOfSignal = code
  stoppedAt = performance.now()
  stopping.resolve()
  setTimeout(() => {
    console.error('The lab did not close in time and was ended. What was acknowledged is saved; its runs go on from their last checkpoint.')
    process.exit(code)
  }, closingLimitMs).unref()
}
process.on('SIGINT', onSignal(interrupted))
process.on('SIGTERM', onSignal(0))
process.on('SIGHUP', onSignal(0))

// Only now: what is imported there may load addons.
const { runServer } = await import('./server/main.ts')
const terminal = { out: (line: string) => console.log(line), error: (line: string) => console.error(line) }
const code = await runServer(process.argv.slice(2), { version: packageFile.version, console: terminal, stopped: stopping.promise })
process.exit(codeOfSignal ?? code)
