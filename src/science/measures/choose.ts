import { LabError } from '../../shared/errors.ts'
import type { MeasureChoice, Rhythm } from '../../shared/schema/config/measures.ts'
import type { Measure } from '../types.ts'
import { refusedParameters } from './define.ts'
import { measures } from './index.ts'

/** A measure as a run asks for it. */
export interface ChosenMeasure {
  readonly measure: Measure
  readonly rhythm: Rhythm
  /** As given; what is left out is the measure's default. */
  readonly parameters: unknown
}

/** @throws LabError `bad-config` with the names there are */
export function measureById(id: string): Measure {
  const measure = measures.find((each) => each.id === id)
  if (measure === undefined) {
    const known = measures.map((each) => each.id).join(', ')
    throw new LabError('bad-config', `There is no measure "${id}". Nothing was started or changed. Choose among ${known}.`, { key: 'measures', measure: id })
  }
  return measure
}

/** Refuses parameters that a measure does not have, or that are out of their range. */
export function checkParameters(measure: Measure, given: unknown): void {
  const found = measure.parameters.safeParse(given ?? {})
  if (!found.success) throw refusedParameters(measure, found.error)
}

/** The measure that a configuration names, at its rhythm: class a at each logged step, class b at checkpoints, unless another is asked for. */
export function chosen(choice: MeasureChoice): ChosenMeasure {
  const { id, rhythm, parameters } = typeof choice === 'string' ? { id: choice } : choice
  const measure = measureById(id)
  if (measure.cost === 'c') {
    throw new LabError('bad-config', `${measure.title} takes too long to be measured while a run trains, so nothing was started. Leave ${id} out of measures, and measure it on a saved checkpoint.`, { key: 'measures', measure: id })
  }
  checkParameters(measure, parameters)
  return { measure, rhythm: rhythm ?? (measure.cost === 'a' ? 'log' : 'checkpoint'), parameters: parameters ?? {} }
}

/** Those of a configuration, each once. */
export function chosenAll(choices: readonly MeasureChoice[]): readonly ChosenMeasure[] {
  const all = choices.map(chosen)
  const twice = all.find(({ measure }, i) => all.findIndex((each) => each.measure === measure) < i)
  if (twice !== undefined) throw new LabError('bad-config', `The measure ${twice.measure.id} is asked for twice, so nothing was started. Name it once in measures.`, { key: 'measures', measure: twice.measure.id })
  return all
}
