import { exitCodes, type Verb } from '../context.ts'
import { duration } from '../format.ts'
import { table } from '../table.ts'
import { jsonLine } from '../terminal.ts'

/** `presets`: what can be run by name. */
export const presets: Verb = async ({ client, options, terminal }) => {
  const list = await client.call('presets.list', {})
  if (options.json) {
    // Without the ghost line: it is a picture of the page, and long.
    for (const { expectedCurves: _, ...preset } of list) terminal.out(jsonLine(preset))
    return exitCodes.done
  }
  const rows = list.map(({ id, title, source, config, secondsHere, tagline }) => [
    id, title, source, String(config.steps), secondsHere === null ? '–' : duration(secondsHere), tagline,
  ])
  terminal.out(table(['preset', 'title', 'source', 'steps', 'time here', 'what it shows'], rows))
  return exitCodes.done
}
