import { exitCodes, type Verb } from '../context.ts'
import { pairs, table } from '../table.ts'
import { jsonLine } from '../terminal.ts'

/** `doctor`: what works on this computer, and why what does not, does not. */
export const doctor: Verb = async ({ client, options, terminal, interruption: signal }) => {
  // In this order: what is said of the lab names the usual executor, which is known then and is not probed twice.
  const { executors, storeCheck } = await client.call('lab.doctor', {}, { signal })
  const info = await client.call('lab.info', {}, { signal })
  const healthy = executors.some(({ ok }) => ok)
  if (options.json) {
    terminal.out(jsonLine({ ...info, storeCheck, executors }))
  } else {
    terminal.out(
      pairs([
        ['Grokscope', info.version],
        ['Node', info.node],
        ['threads', String(info.threads)],
        ['data folder', info.store],
        ['store check', storeCheck],
        ['open in', { electron: 'the desktop lab', server: 'the lab in a browser', 'command-line': 'a command line' }[info.host]],
        ['default executor', info.defaultExecutor],
      ]),
    )
    const rows = executors.map(({ name, state, device, build, seconds, note }) => [name, state, device ?? '–', build ?? '–', `${seconds.toFixed(1)} s`, note])
    terminal.out(`\n${table(['executor', 'state', 'device', 'build', 'checked in', 'note'], rows)}`)
  }
  if (!healthy) terminal.aside('No executor is healthy, so nothing can be trained on this computer.\n')
  return healthy ? exitCodes.done : exitCodes.failed
}
