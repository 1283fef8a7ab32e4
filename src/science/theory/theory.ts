import type { z } from 'zod'
import type { Numerics } from '../../engine/ops/numerics.ts'
import { LabError } from '../../shared/errors.ts'

/** One curve of a theory; x ascends. */
export interface TheoryCurve {
  readonly label: string
  /** What x is, with its unit: `steps`, `training examples`. */
  readonly over: string
  readonly scale: 'linear' | 'log'
  /** Of y: `share`, `loss`. Curves of the same `over` and unit are drawn together. */
  readonly unit: string
  /** Single points where they were measured or drawn at random, not computed. A line without it. */
  readonly marks?: 'points'
  readonly x: Float64Array<ArrayBuffer>
  readonly y: Float64Array<ArrayBuffer>
}

export interface TheoryResult {
  /** By name, in the order in which they are shown. */
  readonly curves: Readonly<Record<string, TheoryCurve>>
  /** Single numbers by name; Infinity where something never happens, NaN where it is not defined. */
  readonly values: Readonly<Record<string, number>>
}

/** A piece of theory that needs no network. `defineTheory` makes one. */
export interface Theory {
  readonly id: string
  readonly title: string
  /** In Unicode: for the command line, and for figures. */
  readonly formula: string
  /** The same in TeX, for a page; lines are parted by `\\`. */
  readonly tex: string
  readonly source: string
  /** Each with range, unit and help; with a default unless only a measurement can give it. */
  readonly parameters: z.ZodType
  /** The parameters in full. Throws `bad-config` with a sentence on the first that does not fit. */
  complete(given: unknown): Readonly<Record<string, z.core.util.JSONType>>
  compute(given: unknown, numerics: Numerics): TheoryResult
}

export interface TheoryDefinition<S extends z.ZodObject> extends Omit<Theory, 'parameters' | 'complete' | 'compute'> {
  readonly parameters: S
  compute(parameters: z.output<S>, numerics: Numerics): TheoryResult
}

export function defineTheory<S extends z.ZodObject>(definition: TheoryDefinition<S>): Theory {
  const { id, title, parameters } = definition
  const parse = (given: unknown): z.output<S> => {
    const found = parameters.safeParse(given)
    if (found.success) return found.data
    throw refused(title, Object.keys(parameters.shape), found.error, given)
  }
  return {
    ...definition,
    complete: (given) => parse(given) as Readonly<Record<string, z.core.util.JSONType>>,
    compute(given, numerics) {
      try {
        return definition.compute(parse(given), numerics)
      } catch (error) {
        if (error instanceof LabError) throw new LabError(error.code, error.message, { theory: id, ...error.details })
        throw error
      }
    },
  }
}

function refused(title: string, keys: readonly string[], error: z.ZodError, given: unknown): LabError {
  const [issue] = error.issues
  if (issue?.code === 'unrecognized_keys') {
    return new LabError('bad-config', `${title} has no parameter ${JSON.stringify(issue.keys[0])}. Nothing was computed. It has ${keys.join(', ')}.`, { key: issue.keys[0] })
  }
  const key = String(issue?.path[0] ?? '')
  const value = typeof given === 'object' && given !== null ? (given as Readonly<Record<string, unknown>>)[key] : undefined
  const found = value === undefined ? 'is missing' : `is ${JSON.stringify(value)}`
  return new LabError('bad-config', `${key} of ${title} ${found}, which does not fit: ${issue?.message ?? 'it is not what is asked for'}. Nothing was computed; correct it.`, { key })
}

/** n numbers from low to high at equal ratios, both included; low > 0. */
export function logSpaced(low: number, high: number, n: number): Float64Array<ArrayBuffer> {
  return Float64Array.from({ length: n }, (_, i) => (i === n - 1 ? high : low * (high / low) ** (i / (n - 1))))
}

/** n numbers from low to high at equal distances, both included. */
export function evenlySpaced(low: number, high: number, n: number): Float64Array<ArrayBuffer> {
  return Float64Array.from({ length: n }, (_, i) => low + ((high - low) * i) / (n - 1))
}
