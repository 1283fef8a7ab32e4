import { LabError } from '../../../shared/errors.ts'
import type { NamedTensors } from '../../../shared/tensors.ts'
import { exitCodes, type Verb } from '../context.ts'
import { findRun } from '../find-run.ts'
import { number } from '../format.ts'
import { pairs } from '../table.ts'
import { jsonLine } from '../terminal.ts'

/** `measure RUN --measure ID`: what one measure says of a saved checkpoint; with --json its tables too. */
export const measure: Verb = async ({ client, operand, options, terminal, interruption: signal }) => {
  if (options.measure === null) throw new LabError('bad-input', '“measure” needs --measure ID. Nothing was computed.')
  const { id } = findRun(await client.call('runs.list', {}), operand)
  const parameters = Object.fromEntries(options.set)
  const stream = client.stream('runs.measure', { id, measure: options.measure, step: options.step, parameters }, { signal })
  for await (const { share } of stream) if (terminal.columns !== null) terminal.aside(`\r\u001b[K${options.measure}  ${Math.round(share * 100)} %`)
  if (terminal.columns !== null) terminal.aside('\r\u001b[K')
  const { step, values, arrays } = await stream.end
  if (options.json) terminal.out(jsonLine({ runId: id, step, measure: options.measure, parameters, values, arrays }))
  else terminal.out(asText(options.measure, step, values, arrays))
  return exitCodes.done
}

/** Numbers by name; of tables only the shape. */
export function asText(measure: string, step: number, values: Readonly<Record<string, number>>, arrays: NamedTensors): string {
  const rows = [
    ...Object.entries(values).map(([name, value]) => [name, number(value)] as const),
    ...Object.entries(arrays).map(([name, { shape }]) => [name, `a table of ${shape.join(' × ')} (--json prints it)`] as const),
  ]
  return rows.length === 0 ? `${measure} is not defined on the weights of step ${step}.\n` : `${measure} at step ${step}\n${pairs(rows)}`
}
