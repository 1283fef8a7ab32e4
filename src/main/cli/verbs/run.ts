import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { LabError } from '../../../shared/errors.ts'
import { ExecutorName } from '../../../shared/schema/run.ts'
import type { JsonValue } from '../arguments.ts'
import type { Verb } from '../context.ts'
import { follow } from '../follow.ts'
import { followSeeds } from '../follow-seeds.ts'

/** `run PRESET|CONFIG.json`: creates the run, or one for each of `--seeds`, then watches until all have come to rest. */
export const run: Verb = async (context) => {
  const { client, operand, options, terminal } = context
  const source = namesFile(operand) ? { config: readConfig(operand) } : { preset: operand }
  const { seed, seeds, steps, threads } = options
  const order = { ...source, steps, set: [...options.set], executor: executorFrom(options.executor) }
  if (seeds !== null) return followSeeds(context, { ...order, threads: threads ?? 1 }, seeds, options.parallel)
  const created = await client.call('runs.create', { ...order, seed, threads })
  if (!options.json) terminal.aside(`${created.name}: saved as ${created.id} while it trains.\n`)
  return follow(context, created)
}

/** No preset has a dot or a slash in its name. */
export const namesFile = (operand: string): boolean => /\.json$/i.test(operand) || /[\\/]/.test(operand)

export function readConfig(path: string): JsonValue {
  const file = resolve(path)
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    throw new LabError('bad-input', `The configuration ${file} ${missing ? 'does not exist' : `cannot be read (${String(error)})`}. Nothing was started. Check the path.`)
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new LabError('bad-config', `The configuration ${file} is not JSON (${why}). Nothing was started. Mend the file.`)
  }
}

export function executorFrom(name: string | null): ExecutorName | null {
  if (name === null) return null
  const parsed = ExecutorName.safeParse(name)
  if (!parsed.success) throw new LabError('bad-input', `There is no executor “${name}”; there are ${ExecutorName.options.join(', ')}. Nothing was started.`)
  return parsed.data
}
