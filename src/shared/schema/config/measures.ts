import { z } from 'zod'

const id = z.string().regex(/^[a-z_]+$/).meta({ help: 'The name of a measure.' })

/** When a measure is taken while a run trains. */
export const Rhythm = z.enum(['log', 'checkpoint'])
export type Rhythm = z.output<typeof Rhythm>

/** What is set of a measure, by name; its card says what there is. */
export const MeasureParameters = z.record(z.string().max(100), z.json())
export type MeasureParameters = z.output<typeof MeasureParameters>

/** A measure that is taken while a run trains: by its name, or with what differs from the usual. */
export const MeasureChoice = z.union([
  id,
  z.strictObject({
    id,
    rhythm: Rhythm.optional().meta({ help: 'At each logged step, or at each checkpoint: by default as its cost class asks.' }),
    parameters: MeasureParameters.optional().meta({ help: 'What is set of it; its card says what there is.' }),
  }),
])
export type MeasureChoice = z.output<typeof MeasureChoice>

export const MeasuresConfig = z
  .array(MeasureChoice)
  .max(64)
  .readonly()
  .default(['weight_norm', 'fourier_power'])
  .meta({ help: 'What is computed of the network while it trains: quick measures at each logged step, others at each checkpoint.' })
