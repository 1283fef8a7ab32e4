import { measures } from '../../science/measures/index.ts'
import { experimentOf, measureById } from '../../science/experiment.ts'
import { LabError } from '../../shared/errors.ts'
import type { MeasureCard } from '../../shared/contract.ts'
import type { ParsedInputOf, OutputOf } from '../../shared/rpc/specification.ts'
import type { WorkerContract } from '../../shared/worker-contract.ts'
import { measureInput } from './measure-input.ts'
import { measureTools } from './measure-tools.ts'

/** The cards of all measures, without their code. */
export function measureCards(): readonly MeasureCard[] {
  return measures.map(({ id, title, formula, source, unit, expect, cost, series }) => ({ id, title, formula, source, unit, expect, cost, series }))
}

/** A measure on saved weights. */
export async function measure({ measure: id, config, weights }: ParsedInputOf<WorkerContract['measure']>): Promise<OutputOf<WorkerContract['measure']>> {
  const found = measureById(id)
  const input = measureInput(experimentOf(config), { step: 0, weights }, await measureTools())
  const lack = found.lacks(input)
  if (lack !== null) throw new LabError('not-possible-now', `${found.title} cannot be measured on this run. ${lack} The run is unchanged.`, { measure: id })
  return { ...(await found.compute(input)) }
}
