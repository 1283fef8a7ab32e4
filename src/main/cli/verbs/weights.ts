import { LabError } from '../../../shared/errors.ts'
import { exitCodes, type Verb } from '../context.ts'
import { findRun } from '../find-run.ts'
import { jsonLine } from '../terminal.ts'
import { writeFileAtomically } from '../write-file.ts'

/** `weights RUN --out FILE`: the exact weights at a checkpoint, as safetensors. */
export const weights: Verb = async ({ client, operand, options, terminal }) => {
  if (options.out === null) throw new LabError('bad-input', '“weights” needs --out FILE. Nothing was written.')
  const { id } = findRun(await client.call('runs.list', {}), operand)
  const { step, bytes } = await client.call('runs.weightsFile', { id, step: options.step })
  const file = writeFileAtomically(options.out, bytes)
  if (options.json) terminal.out(jsonLine({ runId: id, step, file, bytes: bytes.length }))
  else terminal.out(`${file}: the weights of ${id} at step ${step}, ${bytes.length} bytes\n`)
  return exitCodes.done
}
