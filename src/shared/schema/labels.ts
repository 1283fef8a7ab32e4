import { z } from 'zod'

const step = z.int().min(0)
const accuracy = z.number().min(0).max(1)

/** Thresholds of the three rules of the literature for what a run has shown. */
export const LabelRules = z.strictObject({
  liu: z.strictObject({
    accuracy: accuracy.default(0.9).meta({ unit: '1', help: 'Accuracy that counts as learnt, of train and test.' }),
    delay: z.number().min(0).max(1e9).default(1000).meta({ unit: 'steps', help: 'A delay below this is comprehension, from it on grokking.' }),
    budget: z.number().min(1).max(1e9).default(1e5).meta({ unit: 'steps', help: 'What happens later does not count.' }),
  }).prefault({}),
  pair: z.strictObject({
    loss: z.number().min(0).max(1e9).default(1e-5).meta({ unit: 'loss', help: 'A loss that never falls to this is high.' }),
    ratio: z.number().min(0).max(1e12).default(50_000).meta({ unit: '1', help: 'Test loss over train loss at the widest gap: from this on it is grokking.' }),
  }).prefault({}),
  minegishi: accuracy.default(0.95).meta({ unit: '1', help: 'Accuracy at which memorised and generalised are counted.' }),
})
export type LabelRules = z.output<typeof LabelRules>

/** What the three rules say of one run, with the thresholds they said it by. */
export const Labels = z.strictObject({
  rules: LabelRules,
  liu: z.enum(['comprehension', 'grokking', 'memorization', 'confusion']),
  /** Further training could change Liu's label: the run ended before the budget. */
  liuIsOpen: z.boolean(),
  pair: z.enum(['high train loss', 'high test loss', 'grokking', 'dropping together']),
  /** Infinity where the train loss was 0. */
  widestGap: z.union([z.number(), z.literal(Infinity)]),
  minegishi: z.strictObject({ memorised: step.nullable(), generalised: step.nullable(), /** τ = generalised / memorised. */ strength: z.number().nullable() }),
})
export type Labels = z.output<typeof Labels>
