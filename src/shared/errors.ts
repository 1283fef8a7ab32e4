/** Every way the lab says no. A code is for programs and is never reused; the message is for people. */
export const errorCodes = [
  'bad-input',
  'bad-config',
  'unknown-preset',
  'unknown-key',
  'unknown-run',
  'unknown-project',
  'unknown-method',
  'too-large',
  'not-possible-now',
  'read-only',
  'cancelled',
  'disconnected',
  'store-unwritable',
  'store-newer',
  'store-corrupt',
  'store-busy',
  'disk-full',
  'no-checkpoint',
  'executor-unavailable',
  'worker-died',
  'shape',
  'unsupported',
  'internal',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/** What an error looks like on a channel. */
export interface ErrorValue {
  readonly code: ErrorCode
  readonly message: string
  readonly details?: Readonly<Record<string, unknown>>
}

/** A failure with a sentence: what happened, what it means for the user's data, what to do. */
export class LabError extends Error {
  readonly code: ErrorCode
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: ErrorCode, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message)
    this.name = 'LabError'
    this.code = code
    this.details = details
  }

  toValue(): ErrorValue {
    return { code: this.code, message: this.message, details: this.details }
  }

  static from(value: ErrorValue): LabError {
    return new LabError(value.code, value.message, value.details)
  }
}

/** A failure of any origin as a value; what is not a LabError becomes `internal` with its message. */
export function toErrorValue(error: unknown): ErrorValue {
  if (error instanceof LabError) return error.toValue()
  const message = error instanceof Error ? error.message : String(error)
  return { code: 'internal', message: `Something inside the lab failed: ${message}. Nothing stored was changed by it.` }
}
