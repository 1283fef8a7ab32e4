import { LabError } from '../../../shared/errors.ts'
import type { Curves, SeriesData } from '../../../shared/schema/run.ts'
import { exitCodes, type Verb } from '../context.ts'
import { findRun } from '../find-run.ts'
import { number } from '../format.ts'
import { table } from '../table.ts'
import { jsonLine } from '../terminal.ts'
import { writeFileAtomically } from '../write-file.ts'

/** `curves RUN`: a summary for the eye, or with --csv and --json every logged point. */
export const curves: Verb = async ({ client, operand, options, terminal }) => {
  const { id } = findRun(await client.call('runs.list', {}), operand)
  const all = await client.call('runs.curves', { id })
  const chosen = choose(all, options.series)
  const text = options.csv ? curvesCsv(id, chosen) : options.json ? jsonLine({ runId: id, series: chosen }) : curvesTable(chosen)
  if (options.out === null) terminal.out(text)
  else terminal.aside(`Written: ${writeFileAtomically(options.out, Buffer.from(text, 'utf8'))}\n`)
  return exitCodes.done
}

function choose(all: Curves, names: readonly string[] | null): Curves {
  if (names === null) return all
  const chosen: [string, SeriesData][] = names.map((name) => {
    const series = Object.hasOwn(all, name) ? all[name] : undefined
    if (series === undefined) throw new LabError('bad-input', `This run has no series “${name}”. Nothing was changed. It has ${Object.keys(all).sort().join(', ')}.`)
    return [name, series]
  })
  return Object.fromEntries(chosen)
}

/** Tidy: one logged point a line, numbers in full precision. */
export function curvesCsv(run: string, all: Curves): string {
  const lines = ['run,series,step,value']
  for (const [name, { steps, values }] of Object.entries(all)) {
    steps.forEach((step, i) => lines.push(`${run},${name},${step},${values[i]}`))
  }
  return `${lines.join('\n')}\n`
}

function curvesTable(all: Curves): string {
  const rows = Object.entries(all).map(([name, { steps, values }]) => {
    const finite = values.filter((value) => Number.isFinite(value))
    const least = finite.reduce((a, b) => Math.min(a, b), Infinity)
    const most = finite.reduce((a, b) => Math.max(a, b), -Infinity)
    const shown = (value: number | undefined): string => (value === undefined ? '–' : number(value))
    return [name, String(steps.length), shown(steps[0]), shown(steps.at(-1)), shown(values[0]), shown(values.at(-1)), finite.length === 0 ? '–' : number(least), finite.length === 0 ? '–' : number(most)]
  })
  return table(['series', 'points', 'first step', 'last step', 'first', 'last', 'least', 'most'], rows)
}
