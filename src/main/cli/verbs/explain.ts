import type { Explanation, OperationRow } from '../../../shared/schema/explanation.ts'
import { exitCodes, type Verb } from '../context.ts'
import { percent } from '../format.ts'
import { orderedFrom } from '../ordered.ts'
import { table } from '../table.ts'
import { jsonLine } from '../terminal.ts'

/** `explain PRESET|CONFIG.json`: how the step of a run is compiled; with --pass what one pass left. */
export const explain: Verb = async ({ client, operand, options, terminal, interruption: signal }) => {
  const explanation = await client.call('programs.explain', { ...(await orderedFrom(client, operand, options.set)), pass: options.pass }, { signal })
  if (options.json) terminal.out(jsonLine(explanation))
  else terminal.out(options.pass === null ? overview(explanation) : stage(explanation.shown))
  return exitCodes.done
}

/** With the unit in the head of the column, so that numbers stay comparable down the column. */
const millions = (value: number): string => (value / 1e6).toFixed(3)

function overview({ stages, shown, productFlop }: Explanation): string {
  const rows = stages.map(({ pass, form, operations, phases, flop, bytes, temporaryBytes, milliseconds }) => [
    pass, form, String(operations), phases === null ? '–' : String(phases), millions(flop), millions(bytes), temporaryBytes === null ? '–' : millions(temporaryBytes), milliseconds.toFixed(1),
  ])
  const flop = stages.at(-1)?.flop ?? 0
  const bound = `Matrix products: ${millions(productFlop)} of ${millions(flop)} MFLOP a step${flop > 0 ? ` (${percent(productFlop / flop)})` : ''}; the time they take alone is the least a step can take.\n`
  return `${table(['after', 'form', 'operations', 'phases', 'MFLOP', 'MB moved', 'MB held', 'ms'], rows)}\n${stage(shown)}\n${bound}`
}

function stage({ pass, form, text, operations }: Explanation['shown']): string {
  return `The ${form} after ${pass}:\n\n${text}\n\n${operationTable(operations)}`
}

function operationTable(rows: readonly OperationRow[]): string {
  const cells = rows.map(({ operation, count, flop, bytesRead, bytesWritten }) => [operation, String(count), millions(flop), millions(bytesRead), millions(bytesWritten)])
  return table(['operation', 'count', 'MFLOP', 'MB read', 'MB written'], cells)
}
