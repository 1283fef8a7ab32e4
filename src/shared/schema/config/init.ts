import { z } from 'zod'
import { storedFile } from './file.ts'

const scale = z.number().min(0).max(100).default(1).meta({ unit: '1', help: 'How large the initial weights are, as a factor.' })

/** Ways to draw weights; what they do with embeddings and biases stands at `initialValues`. */
const drawn = [
  z.strictObject({ kind: z.literal('torch_default'), scale }).meta({ help: 'Uniform on ±scale/√fan_in.' }),
  z.strictObject({ kind: z.literal('normal'), scale }).meta({ help: 'Normal, standard deviation = scale.' }),
  z.strictObject({ kind: z.literal('normal_fan_in'), scale }).meta({ help: 'Normal, standard deviation = scale/√fan_in.' }),
  z.strictObject({ kind: z.literal('normal_width'), scale }).meta({ help: 'Normal, standard deviation = scale/√width, the width of a transformer’s stream; its answers for the unembedding.' }),
  z.strictObject({ kind: z.literal('uniform'), scale }).meta({ help: 'Uniform on ±scale/2.' }),
  z.strictObject({ kind: z.literal('haiku_default'), scale }).meta({ help: 'Normal of standard deviation scale/√fan_in, cut off at two of them.' }),
  z.strictObject({ kind: z.literal('truncated_normal'), scale }).meta({ help: 'Normal, cut off at two standard deviations; what is left has the variance scale²/fan_in.' }),
] as const

/** Solutions that somebody wrote down, as a start. */
const constructed = [
  z
    .strictObject({
      kind: z.literal('circle'),
      scale,
      frequency: z.int().min(1).max(256).default(1).meta({ unit: 'turns', help: 'How often the symbols go around the circle.' }),
    })
    .meta({ help: 'PAIR’s circle: neurons read the pair at evenly spread angles and answer at twice the angle.' }),
  z.strictObject({ kind: z.literal('waves'), scale }).meta({ help: 'Gromov’s closed form: each neuron is a wave of one frequency, with random phases that fit together.' }),
] as const

/** Weights that were made elsewhere, or earlier. */
const stored = z.strictObject({ kind: z.literal('file'), file: storedFile.meta({ help: 'A safetensors file that holds every weight by its name.' }) }).meta({ help: 'Weights from a file.' })

/** How weights are drawn before training. */
const DrawnInit = z.discriminatedUnion('kind', [...drawn])
/** The same, or weights from a file. */
export const InitConfig = z.discriminatedUnion('kind', [...drawn, stored])
/** The same, or a solution. */
export const InitOrSolution = z.discriminatedUnion('kind', [...drawn, ...constructed, stored])

/** How some of the parameters are drawn, where that differs from the rest. */
export const InitGroups = z
  .array(
    z.strictObject({
      parameters: z.string().min(1).max(200).meta({ help: 'How the names of these parameters begin, for example "embed".' }),
      init: DrawnInit,
    }),
  )
  .max(64)
  .readonly()
  .optional()
  .meta({ help: 'Another start for some of the parameters; the first group that fits a name counts.' })

/** Of models that begin in a way of their own. */
export const OwnInit = z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('own') }).meta({ help: 'As the model says.' }), stored])

export type InitConfig = z.output<typeof InitConfig>
export type InitOrSolution = z.output<typeof InitOrSolution> | z.output<typeof OwnInit>
export type InitGroups = z.output<typeof InitGroups>
