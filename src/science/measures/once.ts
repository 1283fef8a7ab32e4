import type { MeasureInput } from '../types.ts'

/**
 * Long work that values and arrays of one measure share: done once for the same input and parameters, and again after it failed.
 * @param work a function of the input and the parameters alone
 */
export function once<P, R>(work: (input: MeasureInput, parameters: P) => Promise<R>): (input: MeasureInput, parameters: P) => Promise<R> {
  const kept = new WeakMap<MeasureInput, Map<string, Promise<R>>>()
  return (input, parameters) => {
    const own = kept.get(input) ?? new Map<string, Promise<R>>()
    kept.set(input, own)
    const key = JSON.stringify(parameters)
    const known = own.get(key)
    if (known !== undefined) return known
    const begun = work(input, parameters)
    own.set(key, begun)
    begun.catch(() => own.delete(key))
    return begun
  }
}
