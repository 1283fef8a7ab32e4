import type { HostTensor, NamedTensors } from '../shared/tensors.ts'
import type { RunConfig, RunConfigInput } from '../shared/schema/run-config.ts'
import type { EventId } from '../shared/schema/run.ts'

/** Pairs (or longer tuples) of symbols and their answers, in the task's fixed order. Saved splits refer to rows by index. */
export interface Examples {
  /** i32 [rows, columns] in [0, vocabulary). */
  readonly tokens: HostTensor
  /** i32 [rows] in [0, classes). */
  readonly labels: HostTensor
  readonly vocabulary: number
  readonly classes: number
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

/** What a measure sees. */
export interface MeasureInput {
  readonly config: RunConfig
  readonly weights: NamedTensors
}

/** A pure function of weights (later: activations, logits, curves), with its card. */
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
  /** Null when the model has what it needs, else what is missing. */
  lacks(input: MeasureInput): string | null
  /** Series it yields, by name. */
  readonly series: readonly string[]
  compute(input: MeasureInput): Readonly<Record<string, number>>
}
