import { z } from 'zod'
import { BatchConfig } from './config/batch.ts'
import { LossConfig } from './config/loss.ts'
import { MeasuresConfig } from './config/measures.ts'
import { ModelConfig } from './config/model.ts'
import { OptimiserConfig } from './config/optimiser.ts'
import { seed } from './config/seed.ts'
import { SplitConfig } from './config/split.ts'
import { ConstraintConfig, FilterConfig, NoiseConfig, PenaltyConfig } from './config/step.ts'
import { TaskConfig } from './config/task.ts'

/**
 * The configuration of a run, in full; its parts are in `config/`. Defaults are written out when a run is saved, so a stored
 * configuration never changes its meaning. Ranges live here; `meta` carries the unit and a sentence of help for forms, `doctor`
 * and errors. Every number has a range and a unit; the unit of a pure number is '1', and is not shown.
 */
export const RunConfig = z.strictObject({
  schema: z.literal(1).default(1),
  task: TaskConfig,
  split: SplitConfig,
  model: ModelConfig,
  loss: LossConfig.prefault({ kind: 'cross_entropy' }),
  optimiser: OptimiserConfig,
  // What follows is off where it is absent.
  filter: FilterConfig.optional(),
  penalties: z.array(PenaltyConfig).max(8).readonly().optional().meta({ help: 'What is added to the loss.' }),
  noise: NoiseConfig.optional(),
  constraint: ConstraintConfig.optional(),
  batch: BatchConfig.prefault({ kind: 'full' }),
  precision: z.enum(['f32', 'f64']).default('f32').meta({ help: 'Numbers of 32 or 64 bits.' }),
  seed: seed.default(0).meta({ unit: '1', help: 'Initial weights and everything drawn while training.' }),
  steps: z.int().min(1).max(1e8).meta({ unit: 'steps', help: 'Updates of the weights from the first to the last.' }),
  log: z
    .strictObject({
      every_until: z.int().min(0).max(1e6).default(100).meta({ unit: 'steps', help: 'Every step up to this one is logged.' }),
      ratio: z.number().gt(1).max(10).default(1.05).meta({ unit: '1', help: 'After that, each logged step is about this many times the one before.' }),
    })
    .prefault({}),
  checkpoint: z
    .strictObject({ ratio: z.number().gt(1).max(10).default(1.05).meta({ unit: '1', help: 'The step of each checkpoint is about this many times the one before.' }) })
    .prefault({}),
  measures: MeasuresConfig,
})

export type RunConfig = z.output<typeof RunConfig>
/** What a person or a file may leave out. */
export type RunConfigInput = z.input<typeof RunConfig>
