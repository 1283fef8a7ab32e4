import { z } from 'zod'
import { seed } from './seed.ts'

/** Which examples are trained on. */
export const SplitConfig = z.strictObject({
  train_fraction: z.number().gt(0).lt(1).meta({ unit: '1', help: 'Share of the table that is trained on.' }),
  data_seed: seed.default(0).meta({ unit: '1', help: 'Which pairs are trained on. Apart from the seed of the weights.' }),
})
export type SplitConfig = z.output<typeof SplitConfig>
