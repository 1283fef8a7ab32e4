import type { Labels } from '../../../shared/schema/labels.ts'
import { exitCodes, type Verb } from '../context.ts'
import { findRun } from '../find-run.ts'
import { number } from '../format.ts'
import { table } from '../table.ts'
import { jsonLine } from '../terminal.ts'

/** `phases RUN`: what the three rules of the literature say of a run, with their thresholds; `--set` moves those. */
export const phases: Verb = async ({ client, operand, options, terminal }) => {
  const { id } = findRun(await client.call('runs.list', {}), operand)
  const labels = await client.call('runs.phases', { id, set: [...options.set] })
  terminal.out(options.json ? jsonLine({ runId: id, ...byRule(labels) }) : asText(labels))
  return exitCodes.done
}

/** Each label beside the thresholds that it was made with. */
export function byRule({ rules, liu, liuIsOpen, pair, widestGap, minegishi }: Labels) {
  return {
    liu: { label: liu, open: liuIsOpen, thresholds: rules.liu },
    pair: { label: pair, widestGap, thresholds: rules.pair },
    minegishi: { ...minegishi, thresholds: { accuracy: rules.minegishi } },
  }
}

function asText({ rules, liu, liuIsOpen, pair, widestGap, minegishi: { memorised, generalised, strength } }: Labels): string {
  const at = (step: number | null): string => (step === null ? 'never' : `at step ${step}`)
  return table(
    ['rule', 'label', 'measured', 'thresholds'],
    [
      ['Liu', liu, liuIsOpen ? 'open: the run ended before the budget' : '', `accuracy ${rules.liu.accuracy}, delay ${rules.liu.delay} steps, budget ${rules.liu.budget} steps`],
      ['PAIR', pair, `widest gap of the losses ${number(widestGap)}`, `loss ${rules.pair.loss}, ratio ${rules.pair.ratio}`],
      ['Minegishi', strength === null ? '–' : `strength ${number(strength)}`, `memorised ${at(memorised)}, generalised ${at(generalised)}`, `accuracy ${rules.minegishi}`],
    ],
  )
}
