import { z } from 'zod'

/** `config.optimiser.beta1` from the path of an issue; empty for the value as a whole. */
export function keyPath(path: readonly PropertyKey[]): string {
  return path.map((part, i) => (typeof part === 'number' ? `[${part}]` : i === 0 ? String(part) : `.${String(part)}`)).join('')
}

/**
 * One sentence on why a value does not fit a schema: it names the key and what is allowed there. Only the first
 * issue is told in full; people repair one thing at a time.
 */
export function describeMismatch(schema: z.ZodType, error: z.ZodError): string {
  const [issue] = error.issues
  if (!issue) return 'The value does not fit.'
  const others = error.issues.length - 1
  const tail = others > 0 ? ` (and ${others} more ${others === 1 ? 'problem' : 'problems'})` : ''
  return `${sentenceOf(schema, issue)}${tail}`
}

function sentenceOf(schema: z.ZodType, issue: z.core.$ZodIssue): string {
  const at = keyPath(issue.path)
  if (issue.code === 'unrecognized_keys') {
    const names = issue.keys.map((key) => `"${[...issue.path, key].map(String).join('.')}"`).join(', ')
    const allowed = keysAt(schema, issue.path)
    const hint = allowed === null ? '' : allowed.length === 0 ? ' No keys are allowed here.' : ` Allowed here: ${allowed.join(', ')}.`
    return `There is no ${issue.keys.length === 1 ? 'key' : 'keys'} ${names}.${hint}`
  }
  const message = issue.message.replace(/\.$/, '')
  return at === '' ? `The value does not fit: ${message}.` : `The value of "${at}" does not fit: ${message}.`
}

/** The keys that the object at a path allows; null where that depends on the value (unions) or is not an object. */
function keysAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] | null {
  const bare = unwrap(schema)
  const [head, ...rest] = path
  if (head === undefined) return bare instanceof z.ZodObject ? Object.keys(bare.shape) : null
  if (bare instanceof z.ZodArray) return keysAt(bare.element, rest)
  if (!(bare instanceof z.ZodObject)) return null
  const child: z.core.$ZodType | undefined = bare.shape[String(head)]
  return child ? keysAt(child, rest) : null
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  const wrapped =
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodReadonly
  return wrapped ? unwrap(schema.def.innerType) : schema
}
