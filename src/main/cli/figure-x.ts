import { chosenX, seriesOfRuns, xChoices, type XChosen } from '../../figures/x-choices.ts'
import type { CurvesData } from '../../figures/scene.ts'
import { LabError } from '../../shared/errors.ts'
import { groupKey, seedGroups } from '../../shared/runs/seed-groups.ts'
import { flopRequest, lineage, stepFlop } from '../../shared/runs/step-flop.ts'
import type { RunId, RunSummary } from '../../shared/schema/run.ts'
import type { LabClient } from '../../shared/contract.ts'

/** The x axis that `--x` names: `step`, what a step costs or sees, or a series by its name. */
export async function xNamed(client: LabClient, name: string, runs: readonly RunSummary[], stored: readonly RunSummary[], data: CurvesData): Promise<XChosen> {
  const choices = xChoices(runs, seriesOfRuns(runs, data))
  const choice = choices.find(({ value }) => value === name || value === `series:${name}`)
  if (choice === undefined) {
    throw new LabError('bad-input', `“${name}” cannot stand on the x axis of these runs. Nothing was written. There are ${choices.map(({ value }) => value.replace(/^series:/, '')).join(', ')}.`)
  }
  const byId = new Map(stored.map((run) => [run.id, run]))
  const find = (id: RunId): RunSummary | undefined => byId.get(id)
  const flop = name === 'flop' ? await flopOf(client, runs, find) : new Map<string, number | null>()
  const isSeries = choice.value.startsWith('series:')
  const chosen = chosenX({ x: choice.value, scale: isSeries ? 'linear' : 'log', align: { by: 'step' } }, runs, data, [], { flop: (run) => flop.get(groupKey(run.config)), find })
  const { quantity } = chosen.axis
  if (quantity.by === 'scaled' && Object.keys(quantity.runs).length === 0) throw new LabError('bad-input', `${choice.label} is not the same in every step of any of these runs. Nothing was written. Name another --x.`)
  return chosen
}

/** Of these runs and of those they were forked from, one count for all that differ by their seeds only. */
async function flopOf(client: LabClient, runs: readonly RunSummary[], find: (id: RunId) => RunSummary | undefined): Promise<ReadonlyMap<string, number | null>> {
  const counts = new Map<string, number | null>()
  for (const [first] of seedGroups(runs.flatMap((run) => lineage(run, find)))) {
    if (first !== undefined) counts.set(groupKey(first.config), stepFlop(await client.call('programs.explain', flopRequest(first))))
  }
  return counts
}
