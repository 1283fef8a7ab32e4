import type { LabClient } from '../../shared/contract.ts'
import type { Options } from './arguments.ts'
import type { Terminal } from './terminal.ts'

/** What a verb has at hand. */
export interface VerbContext {
  readonly client: LabClient
  readonly options: Options
  /** The word after the verb, or those with spaces between; empty for a verb without one. */
  readonly operand: string
  readonly terminal: Terminal
  /** Aborted by Ctrl+C. */
  readonly interruption: AbortSignal
}

export const exitCodes = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

export type Verb = (context: VerbContext) => Promise<ExitCode>
