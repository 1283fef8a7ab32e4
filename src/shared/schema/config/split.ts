import { z } from 'zod'
import { storedFile } from './file.ts'
import { seed } from './seed.ts'

const count = z.int().min(1).max(1e7)

/** Which examples are trained on, and how truthfully. How many: by one of `train_fraction`, `train_count` and `file`. */
export const SplitConfig = z
  .strictObject({
    train_fraction: z.number().gt(0).lt(1).optional().meta({ unit: '1', help: 'Share of the table that is trained on.' }),
    train_count: count.optional().meta({ unit: 'examples', help: 'Examples that are trained on, instead of a share of all.' }),
    file: storedFile.optional().meta({ help: 'A JSON file that lists the rows that are trained on.' }),
    which: z.enum(['random', 'first']).optional().meta({ help: 'Whether the examples trained on are drawn at random (usual) or are the first of the task.' }),
    test_count: count.optional().meta({ unit: 'examples', help: 'How many of the others are tested on; all of them where it is absent. With the first trained on, these are the last.' }),
    label_noise: z.number().gt(0).max(1).optional().meta({ unit: '1', help: 'Share of the training answers that is replaced at random; what is tested on keeps its answers.' }),
    data_seed: seed.default(0).meta({ unit: '1', help: 'Which pairs are trained on. Apart from the seed of the weights.' }),
  })
  .superRefine((split, context) => {
    const ways = (['train_fraction', 'train_count', 'file'] as const).filter((key) => split[key] !== undefined)
    const refuse = (key: string, message: string): void => context.addIssue({ code: 'custom', path: [key], message })
    if (ways.length === 0) refuse('train_fraction', 'split says nowhere how many examples are trained on; set one of split.train_fraction, split.train_count and split.file.')
    if (ways.length > 1) refuse(ways[1] ?? '', `split says twice which examples are trained on, by ${ways.join(' and by ')}; keep one of them.`)
    if (split.file !== undefined && split.which !== undefined) refuse('which', 'split.which does not go with split.file, which lists the rows itself; leave one of them out.')
    if (split.file !== undefined && split.test_count !== undefined) refuse('test_count', 'split.test_count does not go with split.file; list the rows to test on as "test" in the file.')
  })
export type SplitConfig = z.output<typeof SplitConfig>
