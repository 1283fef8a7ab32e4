import { formatInteger } from '../../figures/formats.ts'
import type { FileKind } from '../../shared/schema/config/file.ts'
import { RunConfig } from '../../shared/schema/run-config.ts'
import type { RunId, RunSummary } from '../../shared/schema/run.ts'
import { figurePlace, runsOf, type FigurePlace } from './figure-place.ts'
import type { Recognised } from './recognise.ts'

/** Hashes of the files that were stored, in the order of the plan's uploads. */
export type Stored = readonly string[]

/** What is made of what was dropped, once it is confirmed. */
export type Outcome =
  | { readonly to: 'form'; readonly label: string; readonly uploads: readonly { readonly file: number; readonly kind: FileKind }[]; config(stored: Stored): RunConfig }
  | { readonly to: 'place'; readonly label: string; readonly place: FigurePlace }
  | { readonly to: 'nothing' }

export interface DropPlan {
  /** One sentence a file: what it is. */
  readonly is: readonly string[]
  /** What will be made of it, or why nothing is. */
  readonly makes: string
  readonly outcome: Outcome
}

const sizes = (shape: readonly number[]): string => shape.map(formatInteger).join(' × ')

function sentence(found: Recognised): string {
  switch (found.kind) {
    case 'table':
      return `A table of ${formatInteger(found.rows)} rows and ${formatInteger(found.columns)} columns${found.names === null ? ', without names' : `: ${found.names.slice(0, 8).join(', ')}${found.names.length > 8 ? ' …' : ''}`}.`
    case 'idx':
      return found.shape.length === 1 ? `Labels of ${formatInteger(found.shape[0] ?? 0)} examples (IDX).` : `Images in IDX: ${sizes(found.shape)}.`
    case 'weights':
      return `Weights: ${found.tensors.length === 1 ? 'one tensor' : `${formatInteger(found.tensors.length)} tensors`}, ${found.tensors.slice(0, 4).map(({ name, shape }) => `${name} ${sizes(shape)}`).join(', ')}${found.tensors.length > 4 ? ' …' : ''}.`
    case 'split':
      return `A split: ${formatInteger(found.train)} rows to train on, ${found.test === null ? 'all others' : formatInteger(found.test)} to test on.`
    case 'config':
      return `A configuration: ${found.config.task.kind}, ${found.config.model.kind}, ${found.config.optimiser.kind}, ${formatInteger(found.config.steps)} steps.`
    case 'figure':
      return `A figure${found.metadata === null ? '’s specification' : ' of this lab'}: ${found.spec.title}.`
    case 'unknown':
      return found.reason
  }
}

/** A run from which a file without a configuration of its own begins. */
interface Base {
  readonly config: RunConfig
  readonly origin: string
}

const fromScratch = { split: { train_fraction: 0.5 }, model: { kind: 'mlp', hidden: [128] }, optimiser: { kind: 'adamw', learning_rate: 1e-3, weight_decay: 1 }, steps: 5_000 } as const

/** What the lab makes of dropped files. Pure: storing and opening come after the confirmation. */
export function dropPlan(found: readonly Recognised[], base: Base, runs: ReadonlyMap<RunId, RunSummary>): DropPlan {
  const is = found.map(sentence)
  const none = (makes: string): DropPlan => ({ is, makes, outcome: { to: 'nothing' } })
  const form = (makes: string, kinds: readonly FileKind[], config: (stored: Stored) => RunConfig): DropPlan => ({
    is,
    makes,
    outcome: { to: 'form', label: kinds.length === 0 ? 'Set up a run' : 'Store and set up a run', uploads: kinds.map((kind, file) => ({ file, kind })), config },
  })
  const [first, second] = found
  if (first === undefined) return none('Nothing was dropped.')
  if (found.length > 1) {
    const images = found.findIndex((one) => one.kind === 'idx' && one.shape.length > 1)
    const labels = found.findIndex((one) => one.kind === 'idx' && one.shape.length === 1)
    if (found.length !== 2 || images < 0 || labels < 0 || second === undefined) return none('The lab opens one file at a time, or images and their labels together. Nothing was stored.')
    const makes = 'A new run that learns these images: the files are stored by their hash, then its form opens.'
    return form(makes, ['idx', 'idx'], (stored) => RunConfig.parse({ ...fromScratch, task: { kind: 'images', data: 'idx', images_file: stored[images], labels_file: stored[labels] } }))
  }
  switch (first.kind) {
    case 'table':
      return form('A new run that learns the last column from the others: the table is stored by its hash, then its form opens.', ['table'], ([file]) =>
        RunConfig.parse({ ...fromScratch, task: { kind: 'table', file, header: first.names !== null } }))
    case 'idx':
      return none('Images and labels are two files. Drop both together, and a run can be set up with them. Nothing was stored.')
    case 'weights':
      return form(`A new run that begins with these weights, otherwise like ${base.origin}: they are stored by their hash, then its form opens.`, ['weights'], ([file]) =>
        RunConfig.parse({ ...base.config, model: { ...base.config.model, init: { kind: 'file', file } } }))
    case 'split':
      return form(`A new run on this split, otherwise like ${base.origin}: it is stored by its hash, then its form opens.`, ['split'], ([file]) =>
        RunConfig.parse({ ...base.config, split: { file, data_seed: base.config.split.data_seed } }))
    case 'config':
      return form('A new run with this configuration: its form opens, and nothing is trained before you say so.', [], () => first.config)
    case 'figure': {
      const named = runsOf(first.spec)
      const here = named.filter((id) => runs.has(id as RunId))
      const place = figurePlace(first.spec, first.metadata, here)
      if (place === null) return none('None of its runs is in this store, so there is nothing to draw. Nothing was changed.')
      const makes = named.length === 0 ? 'Its view opens as it was.' : here.length === named.length ? 'Its runs are in this store: their view opens with the settings of the figure.' : `${here.length} of its ${named.length} runs are in this store: their view opens with the settings of the figure.`
      return { is, makes, outcome: { to: 'place', label: 'Open its view', place } }
    }
    case 'unknown':
      return none('The lab opens tables (CSV), images and labels (IDX), weights (safetensors), splits, configurations and figures (SVG, PNG, JSON). Nothing was stored.')
  }
}
