import type { z } from 'zod'
import type { Numerics } from '../engine/ops/numerics.ts'
import type { DifferentiableOps, Ops, Tensor } from '../engine/ops/ops.ts'
import type { NamedTensors } from '../shared/tensors.ts'
import type { RunConfig, RunConfigInput } from '../shared/schema/run-config.ts'
import type { EventId } from '../shared/schema/run.ts'
import type { Batch } from './batches.ts'
import type { Answers, Examples, Inputs, Right, Split } from './examples.ts'
import type { Note, Parameter, Weights } from './models/model.ts'

export type { Answers, Examples, Inputs, Right, Split }

/** How a preset explains itself. Free of code that trains: the page shows it too. */
interface PresetCard {
  /** `pocket-grok`: the name on the command line, never changed. */
  readonly id: string
  readonly title: string
  /** One line under the title. */
  readonly tagline: string
  /** Short source for the gallery, e.g. "Gromov". */
  readonly source: string
  /** The page of `docs/science/` that tells the whole story: `gromov` for `docs/science/gromov.md`. */
  readonly system: string
  /** The figure, table or section of the source that it shows, e.g. "Figure 2"; null where it is ours. */
  readonly figure: string | null
  /** The hyper-parameters are those of the source; else it is a fast variant, and `reproduces` says what differs. */
  readonly isFaithful: boolean
  /** Paper, figure; or *fast variant* with what differs. */
  readonly reproduces: string
  /** One paragraph for the first screen. */
  readonly description: string
  /** What to look at while it trains. */
  readonly lookAt: string
  /** What is easily got wrong about it, a sentence each: where papers, code and retellings disagree. */
  readonly traps: readonly string[]
}

type Json = z.core.util.JSONType

/** What a run goes on with. The optimiser begins anew. */
export type Start =
  /** The weights as they are. */
  | { readonly kind: 'weights' }
  /**
   * A lottery ticket: the initial weights, but zero wherever the mask of the later ones is; zeros then stay. `prune`: share of
   * weights that go, those of the smallest magnitude over all matrices together, or as many at random.
   */
  | { readonly kind: 'ticket'; readonly prune: number; readonly mask: 'magnitude' | 'random' }

/** One run of a preset, by a name that is its own there. */
export type Member =
  | { readonly kind: 'run'; readonly name: string; readonly config: RunConfigInput }
  /** Goes on from another run: `of` names an earlier member of the set, or the id of a preset of kind `run`. */
  | {
      readonly kind: 'continuation'
      readonly name: string
      readonly of: string
      /** At its last step, or at the checkpoint of an event. */
      readonly at: 'last' | EventId
      readonly start: Start
      /** What differs from the configuration of that run, by path; `steps` counts from here. */
      readonly set: readonly (readonly [key: string, value: Json])[]
    }

/** Range of the step of each event over the checked seeds; absent where it did not happen in all. */
export type ExpectedEvents = Readonly<Partial<Record<EventId, readonly [number, number]>>>

/** What a preset promises, and what it runs. */
export type Preset = PresetCard &
  (
    | { readonly kind: 'run'; readonly config: RunConfigInput; readonly checkedSeeds: readonly number[]; readonly expected: ExpectedEvents }
    /** `of` is the id of a preset of kind `run`. */
    | { readonly kind: 'continuation'; readonly member: Extract<Member, { kind: 'continuation' }>; readonly checkedSeeds: readonly number[] }
    /** Several runs, in this order. A seed replaces that of each. */
    | { readonly kind: 'set'; readonly members: readonly Member[]; readonly checkedSeeds: readonly number[] }
    /** Needs no network: `theory` is the id of one in `theory/`. */
    | { readonly kind: 'theory'; readonly theory: string; readonly parameters: Readonly<Record<string, Json>> }
  )
export type RunPreset = Extract<Preset, { kind: 'run' }>

/** The network of a run, written in operations. Inputs of programs: weights by name, data by side (`data.train.inputs` …). */
export interface Network {
  readonly parameters: readonly Parameter[]
  weights(ops: DifferentiableOps): Weights
  side(ops: DifferentiableOps, side: 'train' | 'test'): Batch
  /** Tokens i32 [n, columns] or features [n, columns] → [n, outputs]. What the model notes on the way, by name, goes to `note`. */
  outputs(ops: Ops, weights: Weights, inputs: Tensor, note?: Note): Tensor
  /** The mean loss without penalties, a scalar. */
  loss(ops: Ops, weights: Weights, batch: Batch): Tensor
}

/** Runs what is written in operations on an executor. */
export interface Compute {
  /**
   * Outputs by name. Inputs that `inputs` does not name are the weights and data of the run. Programs are kept by their key: the same
   * key always stands for the same program on the same run.
   */
  run(key: string, record: (ops: DifferentiableOps) => Readonly<Record<string, Tensor>>, inputs?: NamedTensors): Promise<NamedTensors>
  /**
   * Runs a program again and again, its outputs becoming its inputs: `record` reads state with `ops.input` and returns each of it under
   * the same name. Many steps are one call of the executor. Ends early where a state is not finite any more.
   */
  iterate(key: string, record: (ops: DifferentiableOps) => Readonly<Record<string, Tensor>>, state: NamedTensors, how: Iteration): Promise<NamedTensors>
}

export interface Iteration {
  readonly steps: number
  /** Steps made before, 0 by default: `ops.step()` is one more in the next. */
  readonly done?: number
  /** As in `run`: what else the program reads. */
  readonly inputs?: NamedTensors
}

/** What a measure sees: a run as it was set up, and its weights at one step. */
export interface MeasureInput {
  readonly config: RunConfig
  readonly examples: Examples
  readonly split: Split
  /** Weights before the first update. */
  readonly initial: NamedTensors
  readonly step: number
  readonly weights: NamedTensors
  /** The weights of the checkpoint before this one; null at the first, and where they are not known. */
  readonly previous: { readonly step: number; readonly weights: NamedTensors } | null
  readonly network: Network
  /** Both sides of the split as programs read them. */
  readonly data: NamedTensors
  readonly numerics: Numerics
  readonly compute: Compute
  /** Length in bytes of what a general compressor makes of them (decision 0011 says which). */
  compress(bytes: Uint8Array): number
  /** To be awaited between pieces of long work: tells how far it is (0 to 1), lets messages through, throws `cancelled` when nobody waits any more. */
  breathe(share: number): Promise<void>
}

/** Finite numbers by series. */
export type Values = Readonly<Record<string, number>>

/** A function of weights, activations, outputs or gradients, with its card. `defineMeasure` makes one. */
export interface Measure {
  readonly id: string
  readonly title: string
  /** The formula in TeX; lines are parted by `\\`. */
  readonly formula: string
  /** What it is defined on, and between which values. */
  readonly domain: string
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
  /** Values by series; what is not defined on such weights is left out. Those of cost a answer at once. */
  compute(input: MeasureInput, parameters?: unknown): Values | Promise<Values>
  /** What a view shows of it beyond single numbers, by name: tables, spectra, grids. */
  arrays?(input: MeasureInput, parameters?: unknown): NamedTensors | Promise<NamedTensors>
}
