import type { z } from 'zod'
import type { Numerics } from '../engine/ops/numerics.ts'
import type { HostTensor, NamedTensors } from '../shared/tensors.ts'
import type { RunConfig, RunConfigInput } from '../shared/schema/run-config.ts'
import type { EventId } from '../shared/schema/run.ts'

/** What a network sees of each example: symbols, or numbers. */
export type Inputs =
  | { readonly kind: 'tokens'; /** i32 [rows, columns] in [0, vocabulary) */ readonly values: HostTensor; readonly vocabulary: number }
  | { readonly kind: 'features'; /** f64 [rows, features] */ readonly values: HostTensor }

/** What it is asked for: one of several classes, or numbers. */
export type Answers =
  | { readonly kind: 'classes'; /** i32 [rows] in [0, classes) */ readonly values: HostTensor; readonly classes: number }
  | { readonly kind: 'targets'; /** f64 [rows, outputs] */ readonly values: HostTensor; readonly right: Right }

/** When outputs [n, outputs] count as right, where the answers are numbers. */
export type Right =
  /** The mean squared error of the example is below the tolerance. */
  | { readonly kind: 'within'; readonly tolerance: number }
  /** Every output has the sign of its target; zero has neither. */
  | { readonly kind: 'sign' }
  /** Of these choices, f64 [choices, outputs], the nearest one (the first of equals) is the target's nearest. */
  | { readonly kind: 'nearest'; readonly choices: HostTensor }

/** Examples in the task's fixed order: saved splits refer to rows by index. */
export interface Examples {
  readonly inputs: Inputs
  readonly answers: Answers
}

/** Row indices, ascending. */
export interface Split {
  readonly train: Int32Array
  readonly test: Int32Array
}

/** What a preset promises and how it explains itself. Free of code that trains: the page shows it too. */
export interface Preset {
  /** `pocket-grok`: the name on the command line, never changed. */
  readonly id: string
  readonly title: string
  /** One line under the title. */
  readonly tagline: string
  /** Short source for the gallery, e.g. "Gromov". */
  readonly source: string
  /** Paper, figure; or *fast variant* with what differs. */
  readonly reproduces: string
  /** One paragraph for the first screen. */
  readonly description: string
  /** What to look at while it trains. */
  readonly lookAt: string
  readonly config: RunConfigInput
  readonly checkedSeeds: readonly number[]
  /** Range of the step of each event over the checked seeds; null where it was not checked. */
  readonly expected: Readonly<Partial<Record<EventId, readonly [number, number]>>>
}

/** What a measure sees: a run as it was set up, and its weights at one step. */
export interface MeasureInput {
  readonly config: RunConfig
  readonly examples: Examples
  readonly split: Split
  /** Weights before the first update. */
  readonly initial: NamedTensors
  readonly weights: NamedTensors
  readonly numerics: Numerics
}

/** A pure function of weights (later: activations, logits, curves), with its card. `defineMeasure` makes one. */
export interface Measure {
  readonly id: string
  readonly title: string
  /** The formula, in Unicode. */
  readonly formula: string
  readonly source: string
  readonly unit: string
  /** What to expect while a network groks. */
  readonly expect: string
  /** a: every logged step; b: every checkpoint; c: on demand. */
  readonly cost: 'a' | 'b' | 'c'
  /** What can be set, each key with a default; numbers have range, unit and help. */
  readonly parameters: z.ZodType
  /** Null when the model has what it needs, else what is missing. Parameters are the defaults where they are left out. */
  lacks(input: MeasureInput, parameters?: unknown): string | null
  /** Series it yields, by name. One that ends in `.*` stands for many: `norm_l2.*` for `norm_l2.layers.0.weight` and its like. */
  readonly series: readonly string[]
  /** Finite values by series; what is not defined on such weights is left out. */
  compute(input: MeasureInput, parameters?: unknown): Readonly<Record<string, number>>
}
