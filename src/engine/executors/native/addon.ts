import { LabError } from '../../../shared/errors.ts'
import type { HostDType } from '../../../shared/tensors.ts'
import type { Advance } from '../executor.ts'
import type { EncodedSchedule } from './encode-schedule.ts'

/** Raised together with `interface_version` in `native/addon/src/build.rs` whenever what follows changes. */
export const interfaceVersion = 2

/** What the addon answers instead of a value; it never throws for a reason of its own. */
export interface Failure {
  readonly code: string
  /** A sentence; of the codes in `sentences` only what happened. */
  readonly failure: string
}

export interface BuildInfo {
  readonly version: string
  /** SHA-256 of the native sources. */
  readonly sources: string
  readonly rustc: string
  readonly target: string
  readonly instructionLevel: string
}

export interface NativeTensor {
  readonly name: string
  readonly dtype: HostDType
  readonly bytes: Uint8Array
}

/** All that one run needs. Everything is copied. */
export interface NativeJob {
  readonly step: EncodedSchedule
  readonly evaluate: EncodedSchedule
  readonly data: readonly NativeTensor[]
  readonly state: readonly NativeTensor[]
  readonly stepsDone: number
  readonly threads: number
}

/** One run in the memory of the addon. One call at a time. */
export interface NativeSession {
  /** Counts while `advance` runs, too. */
  stepsDone(): number
  advance(steps: number): Promise<Advance | Failure>
  /** Makes `advance` end within one step. */
  cancel(): void
  /** The outputs of the evaluation in the order of its program. */
  evaluate(): Promise<readonly number[] | Failure>
  /** Copies of state tensors as bytes, in the order of the names. */
  read(names: readonly string[]): Promise<readonly Uint8Array[] | Failure>
  dispose(): void
}

/** `native/addon` as JavaScript sees it. */
export interface Addon {
  interfaceVersion(): number
  buildInfo(): BuildInfo
  /** Bytes that a session of two schedules (JSON) would hold. */
  bytesNeeded(step: string, evaluate: string): number | Failure
  /** Everything of the job is copied before this returns. */
  openSession(job: NativeJob): Promise<NativeSession | Failure>
  svd(a: Float64Array, m: number, n: number): { readonly u: Float64Array; readonly s: Float64Array; readonly v: Float64Array } | Failure
  eigh(a: Float64Array, n: number): { readonly values: Float64Array; readonly vectors: Float64Array } | Failure
  qr(a: Float64Array, m: number, n: number): { readonly q: Float64Array; readonly r: Float64Array } | Failure
  cholesky(a: Float64Array, n: number): Float64Array | Failure
}

export function isFailure(answer: unknown): answer is Failure {
  return typeof answer === 'object' && answer !== null && 'failure' in answer && 'code' in answer
}

/** What happened, what that means for the data and what to do, of the codes that come with a bare text. */
const sentences: Readonly<Record<string, (what: string) => string>> = {
  panic: (what) => `The native engine failed while computing: ${what}. The answer is lost and the run's last checkpoint is kept; resume it from there, and please report this.`,
  'not-finite': (what) => `The matrix cannot be decomposed: ${what}. Nothing was changed; measure the run at an earlier step, before it diverged.`,
  'not-positive-definite': (what) => `The matrix has no Cholesky factor: ${what}. Nothing was changed; please report this with the run that was measured.`,
  'no-convergence': (what) => `The matrix could not be decomposed: ${what}. Nothing was changed, but this measure has no value here; measure the run at another step.`,
}

/** The answer, or the failure thrown as an error of the lab. */
export function answered<T>(answer: T | Failure): T {
  if (!isFailure(answer)) return answer
  const sentence = sentences[answer.code]?.(answer.failure.replace(/\.$/u, '')) ?? answer.failure
  throw new LabError(answer.code === 'memory' ? 'too-large' : 'internal', sentence, { executor: 'native', code: answer.code })
}
