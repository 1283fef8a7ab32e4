/** A configuration while it is written: plain JSON that may not fit yet. Nothing here changes what it is given. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
export type Draft = { readonly [key: string]: Json }

export function isPart(value: unknown): value is Draft {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What stands at a path (`optimiser.weight_decay`, `penalties.0.kind`); undefined where nothing does. */
export function at(draft: Json | undefined, path: string): Json | undefined {
  return path.split('.').reduce<Json | undefined>((value, key) => (Array.isArray(value) ? (value[Number(key)] as Json | undefined) : isPart(value) ? value[key] : undefined), draft)
}

/** The draft with a value at a path, on the way making the parts that are missing; undefined leaves the key out. */
export function put(draft: Draft, path: string, value: Json | undefined): Draft {
  const [key = '', ...rest] = path.split('.')
  const inner = draft[key]
  const next = rest.length === 0 ? value : put(isPart(inner) ? inner : {}, rest.join('.'), value)
  if (next !== undefined) return { ...draft, [key]: next }
  const { [key]: _gone, ...others } = draft
  return others
}

/** Whether two values are the same as JSON, whatever the order of keys. */
export function same(a: Json | undefined, b: Json | undefined): boolean {
  if (isPart(a) && isPart(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)])
    return [...keys].every((key) => same(a[key], b[key]))
  }
  return JSON.stringify(a) === JSON.stringify(b)
}

/** Without the keys that are undefined: what a parser leaves of a configuration is JSON again. */
export const asDraft = (value: unknown): Draft => JSON.parse(JSON.stringify(value)) as Draft
