import type { PresetSummary } from '../../../shared/contract.ts'
import { LabError } from '../../../shared/errors.ts'
import { ExecutorName } from '../../../shared/schema/run.ts'
import { exitCodes, type ExitCode, type Verb, type VerbContext } from '../context.ts'
import { followAfterBase, followInOrder } from '../follow-in-order.ts'
import { followSeeds } from '../follow-seeds.ts'
import { orderedFrom, type Ordered } from '../ordered.ts'
import { runTheory } from '../run-theory.ts'

/**
 * `run PRESET|CONFIG.json`: creates what it names, or one for each of `--seeds`, then watches until all have come to rest: a run; a run
 * and the one it goes on from; the runs of a set, in order. Theory is computed.
 */
export const run: Verb = async (context) => {
  const { client, operand, options, terminal } = context
  const { seed, seeds, steps, threads } = options
  const ordered = await orderedFrom(client, operand, options.set)
  const preset = 'preset' in ordered ? await client.call('presets.get', { id: ordered.preset }) : null
  if (preset?.kind === 'theory') return runTheory(context, preset)
  if (preset?.kind === 'set') return runSet(context, preset, ordered)

  const order = { ...ordered, steps, executor: executorFrom(options.executor) }
  if (seeds !== null) return followSeeds(context, { ...order, threads: threads ?? 1 }, seeds, options.parallel)
  const created = await client.call('runs.create', { ...order, seed, threads })
  if (!options.json) terminal.aside(`${created.name}: saved as ${created.id} while it trains.\n`)
  return followAfterBase(context, created)
}

/** The runs of a set one after the other, for one seed after the other. */
async function runSet(context: VerbContext, { id, title }: PresetSummary, { set }: Ordered): Promise<ExitCode> {
  const { client, options, terminal } = context
  const { seed, seeds, steps, threads } = options
  if (options.parallel !== null) throw new LabError('bad-input', `${title} is a set, whose runs train in their order. Nothing was started; leave out --parallel.`)
  const wanted = seeds === null ? [seed] : Array.from({ length: seeds.last - seeds.first + 1 }, (_, i) => seeds.first + i)
  for (const each of wanted) {
    const { runs } = await client.call('sets.create', { preset: id, seed: each, steps, set, threads, executor: executorFrom(options.executor) })
    if (!options.json) terminal.aside(`${title}: ${runs.length} runs, each is saved while it trains.\n`)
    const code = await followInOrder(context, runs)
    if (code !== exitCodes.done) return code
  }
  return exitCodes.done
}

export function executorFrom(name: string | null): ExecutorName | null {
  if (name === null) return null
  const parsed = ExecutorName.safeParse(name)
  if (!parsed.success) throw new LabError('bad-input', `There is no executor “${name}”; there are ${ExecutorName.options.join(', ')}. Nothing was started.`)
  return parsed.data
}
