import type { TheoryAnswer } from '../../../shared/schema/theory.ts'

/** A number that a piece of theory takes. */
export interface ParameterField {
  readonly key: string
  readonly value: number
  readonly least: number
  readonly most: number
  readonly isWhole: boolean
  readonly unit: string
  readonly help: string
}

interface Described {
  readonly type?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly unit?: string
  readonly help?: string
}

/** The single numbers among its parameters, which a person can change; lists of measurements are not among them. */
export function parameterFields({ theory, parameters }: Pick<TheoryAnswer, 'theory' | 'parameters'>): readonly ParameterField[] {
  const { properties = {} } = theory.parameters as { readonly properties?: Readonly<Record<string, Described>> }
  return Object.entries(properties).flatMap(([key, described]) => {
    const value = parameters[key]
    if (typeof value !== 'number') return []
    return [{
      key,
      value,
      least: described.minimum ?? described.exclusiveMinimum ?? -Infinity,
      most: described.maximum ?? described.exclusiveMaximum ?? Infinity,
      isWhole: described.type === 'integer',
      unit: described.unit === undefined || described.unit === '1' ? '' : described.unit,
      help: described.help ?? '',
    }]
  })
}
