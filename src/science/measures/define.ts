import { z } from 'zod'
import { LabError } from '../../shared/errors.ts'
import type { NamedTensors } from '../../shared/tensors.ts'
import type { Measure, MeasureInput, Values } from '../types.ts'

/** A measure as it is written: its parameters have a type. */
export interface MeasureDefinition<P extends z.ZodType, R extends Values | Promise<Values>> extends Omit<Measure, 'parameters' | 'lacks' | 'compute' | 'arrays'> {
  readonly parameters: P
  lacks(input: MeasureInput, parameters: z.output<P>): string | null
  /** Called only where nothing lacks. A value that is not finite is left out: its curve has a gap there. */
  compute(input: MeasureInput, parameters: z.output<P>): R
  arrays?(input: MeasureInput, parameters: z.output<P>): NamedTensors | Promise<NamedTensors>
}

/** For measures that have nothing to set. */
export const noParameters = z.strictObject({})

/** What is said of parameters that a measure does not have, or that are out of their range. */
export function refusedParameters({ id, title }: Pick<Measure, 'id' | 'title'>, error: z.ZodError): LabError {
  const what = error.issues.map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`)).join('; ')
  return new LabError('bad-config', `${title} cannot be measured so: ${what}. Nothing was computed; correct its parameters.`, { key: 'measures', measure: id })
}

/** At once, or later: as the measure was written. */
type When<R> = R extends Promise<unknown> ? Promise<Values> : Values

/** Closes a measure over the type of its parameters: from outside they are checked, and written out where they are left out. */
export function defineMeasure<P extends z.ZodType, R extends Values | Promise<Values>>(definition: MeasureDefinition<P, R>): Omit<Measure, 'compute'> & { compute(input: MeasureInput, parameters?: unknown): When<R> } {
  const { lacks, compute, arrays, ...card } = definition
  const read = (given: unknown): z.output<P> => {
    const found = card.parameters.safeParse(given ?? {})
    if (found.success) return found.data
    throw refusedParameters(card, found.error)
  }
  return {
    ...card,
    lacks: (input, given) => lacks(input, read(given)),
    compute(input, given) {
      const parameters = read(given)
      const values: Values | Promise<Values> = lacks(input, parameters) === null ? compute(input, parameters) : {}
      return (values instanceof Promise ? values.then(finite) : finite(values)) as When<R>
    },
    ...(arrays === undefined ? {} : { arrays: (input, given) => arrays(input, read(given)) }),
  }
}

function finite(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => Number.isFinite(value)))
}
