import type { PresetSummary } from '../../shared/contract.ts'
import { LabError } from '../../shared/errors.ts'
import type { TheoryAnswer } from '../../shared/schema/theory.ts'
import { exitCodes, type ExitCode, type VerbContext } from './context.ts'
import { number } from './format.ts'
import { pairs, table } from './table.ts'
import { jsonLine } from './terminal.ts'

type TheoryPreset = Extract<PresetSummary, { kind: 'theory' }>

/** Computes a preset of theory; `--set` and `--seed` change its parameters. Nothing is trained, and nothing saved. */
export async function runTheory({ client, options, terminal, interruption: signal }: VerbContext, preset: TheoryPreset): Promise<ExitCode> {
  const trained = (['seeds', 'parallel', 'steps', 'executor', 'threads'] as const).find((name) => options[name] !== null)
  if (trained !== undefined) throw new LabError('bad-input', `${preset.title} trains nothing, so --${trained} means nothing there. Nothing was computed; its parameters are changed with --set KEY=VALUE.`)
  const parameters = { ...preset.parameters, ...Object.fromEntries(options.set), ...(options.seed === null ? {} : { seed: options.seed }) }
  const answer = await client.call('theory.compute', { theory: preset.theory, parameters }, { signal })
  terminal.out(options.json ? jsonLine(resultOf(preset.id, answer)) : theoryText(preset.title, answer))
  return exitCodes.done
}

/** What `run --json` promises of every run, and what theory has besides. */
function resultOf(preset: string, { theory, parameters, curves, values, seconds }: TheoryAnswer): unknown {
  const seed = parameters['seed']
  return {
    runId: null, preset, seed: typeof seed === 'number' ? seed : null, executor: null, steps: 0, seconds, compileSeconds: null, events: {}, final: null,
    theory: theory.id, parameters, values, curves,
  }
}

function theoryText(title: string, { theory, curves, values }: TheoryAnswer): string {
  const rows = Object.values(curves).map(({ label, over, unit, x, y }) => [label, unit, over, span(x), span(y)])
  return `${title}: ${theory.formula}\n\n${pairs(Object.entries(values).map(([name, value]) => [name, number(value)]))}\n${table(['curve', 'unit', 'over', 'from … to', 'values'], rows)}`
}

function span(values: Float64Array): string {
  const finite = values.filter(Number.isFinite)
  return finite.length === 0 ? '–' : `${number(finite.reduce((a, b) => Math.min(a, b)))} … ${number(finite.reduce((a, b) => Math.max(a, b)))}`
}
