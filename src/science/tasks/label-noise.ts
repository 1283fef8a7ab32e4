import { LabError } from '../../shared/errors.ts'
import type { SplitConfig } from '../../shared/schema/config/split.ts'
import type { HostTensor } from '../../shared/tensors.ts'
import { permutation, uniform } from '../random/draw.ts'
import { labelNoiseStream, noisyRowsStream } from '../random/streams.ts'
import type { Answers, Examples, Split } from '../types.ts'

/**
 * Replaces the answers of ⌊label_noise · n⌋ of the n training rows by ones drawn evenly from all possible answers, the right one among
 * them: with c classes a share 1/c of the replaced ones stays right, and at 1 the training answers say nothing at all. Which rows, and
 * what they get, follows from the data seed. Rows that are tested on keep their answers.
 *
 * It belongs to the split, not to the task: only the split knows which rows are trained on.
 *
 * Source: Zhang et al. 2017, arXiv:1611.03530, section 2.1 (partially corrupted labels).
 */
export function withLabelNoise({ inputs, answers }: Examples, { train }: Split, { label_noise: share, data_seed: seed }: SplitConfig): Examples {
  if (share === undefined) return { inputs, answers }
  const rows = permutation(train.length, { seed, stream: noisyRowsStream }).slice(0, Math.floor(share * train.length))
  const drawn = uniform(rows.length, { seed, stream: labelNoiseStream })
  const { choices, write } = possibleAnswers(answers)
  const values: HostTensor = { ...answers.values, data: answers.values.data.slice() }
  rows.forEach((at, i) => write(values, train[at]!, Math.floor(drawn[i]! * choices)))
  return { inputs, answers: { ...answers, values } }
}

/** How many answers there are, and how one of them is written into a row. */
function possibleAnswers(answers: Answers): { readonly choices: number; readonly write: (to: HostTensor, row: number, choice: number) => void } {
  if (answers.kind === 'classes') return { choices: answers.classes, write: ({ data }, row, choice) => void (data[row] = choice) }
  const { right } = answers
  const [, width = 1] = answers.values.shape
  if (right.kind === 'sign' && width === 1) return { choices: 2, write: ({ data }, row, choice) => void (data[row] = Math.abs(data[row]!) * (2 * choice - 1)) }
  if (right.kind === 'nearest') {
    const { shape, data: vectors } = right.choices
    return { choices: shape[0] ?? 0, write: ({ data }, row, choice) => data.set(vectors.subarray(choice * width, (choice + 1) * width), row * width) }
  }
  throw new LabError('bad-config', 'Label noise replaces one of several answers by another, and the answers of this task are numbers of any size. Nothing was started; leave out split.label_noise.', { key: 'split.label_noise' })
}
