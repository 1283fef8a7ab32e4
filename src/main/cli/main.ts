import { resolve } from 'node:path'
import { toErrorValue, type ErrorCode } from '../../shared/errors.ts'
import { attach } from '../core/owner/attach.ts'
import { defaultStore, resourcesFolder, workerCommand } from '../core/paths.ts'
import { parseArguments, type Command } from './arguments.ts'
import { exitCodes, type ExitCode } from './context.ts'
import { generalHelp, verbHelp } from './help.ts'
import { leaveOthersAlone, queuedRuns } from './leave.ts'
import { jsonLine, type Terminal } from './terminal.ts'
import { verbs } from './verbs/index.ts'

/** Mistakes in what was asked, as against failures in doing it. */
const isUsage = (code: ErrorCode): boolean => code === 'bad-input' || code === 'bad-config' || code.startsWith('unknown-')

/** The command line, from the words after `grokscope` to the exit code. */
export async function main(words: readonly string[], version: string, terminal: Terminal, interruption: AbortSignal): Promise<ExitCode> {
  try {
    return await obey(parseArguments(words), version, terminal, interruption)
  } catch (error) {
    const { code, message } = toErrorValue(error)
    if (code === 'cancelled' && interruption.aborted) return exitCodes.interrupted
    terminal.aside(`${message}\n`)
    if (words.includes('--json')) terminal.out(jsonLine({ error: { code, message } }))
    return isUsage(code) ? exitCodes.usage : exitCodes.failed
  }
}

/** How long another command may stay connected after its run. */
const guestsMs = 10_000

async function obey(command: Command, version: string, terminal: Terminal, interruption: AbortSignal): Promise<ExitCode> {
  switch (command.kind) {
    case 'help':
      terminal.out(command.verb === null ? generalHelp(version) : verbHelp(command.verb))
      return exitCodes.done
    case 'version':
      terminal.out(`${version}\n`)
      return exitCodes.done
    case 'verb': {
      const { verb, operand, options } = command
      const lab = await attach({
        store: resolve(options.store ?? defaultStore()),
        resources: resourcesFolder(),
        worker: workerCommand(),
        version,
        host: 'command-line',
        focus: () => null,
      })
      try {
        const waiting = lab.owner === null ? null : await queuedRuns(lab.client)
        const code = await verbs[verb]({ client: lab.client, options, operand: operand ?? '', terminal, interruption })
        if (waiting !== null) await leaveOthersAlone(lab.client, waiting, terminal, interruption)
        // Another command whose run has ended still reads what came out.
        await lab.owner?.alone(AbortSignal.any([interruption, AbortSignal.timeout(guestsMs)]))
        return code
      } finally {
        await lab.close()
      }
    }
  }
}
