import { z } from 'zod'
import type { Scene } from '../../../figures/any-scene.ts'
import { compareSpec, metricsOf } from '../../../figures/comparison.ts'
import { formatInteger } from '../../../figures/formats.ts'
import { curvesOnPaper, matrixOnPaper, plotsOnPaper } from '../../../figures/on-paper.ts'
import { phasesFigure } from '../../../figures/phases-figure.ts'
import { runFigure } from '../../../figures/run-figure.ts'
import type { MatrixData } from '../../../figures/scene.ts'
import { CurvesSpec, MatrixSpec } from '../../../figures/spec.ts'
import { curvesCsv, matrixCsv } from '../../../figures/to-csv.ts'
import { onX } from '../../../figures/x-choices.ts'
import { toSvg, type FigureMetadata } from '../../../figures/to-svg.ts'
import { phaseSegments, thresholdsOf } from '../../../science/phases/index.ts'
import { LabError } from '../../../shared/errors.ts'
import { stepDomainOf } from '../../../shared/runs/step-domain.ts'
import type { Curves, RunSummary } from '../../../shared/schema/run.ts'
import type { Options } from '../arguments.ts'
import { exitCodes, type Verb, type VerbContext } from '../context.ts'
import { xNamed } from '../figure-x.ts'
import { findRun } from '../find-run.ts'
import { jsonLine } from '../terminal.ts'
import { writeFileAtomically } from '../write-file.ts'

/** A figure laid out for paper, and its numbers as a file. */
interface Made {
  readonly scene: Scene
  csv(): string
}

const kinds = ['curves', 'phases', 'matrix'] as const
type Kind = (typeof kinds)[number]

/** `figure RUN...`: what the window draws of these runs, as SVG or CSV; to standard output without --out. */
export const figure: Verb = async ({ client, operand, options, terminal }) => {
  const kind = kindOf(options)
  const form = formOf(options.out)
  const all = await client.call('runs.list', {})
  const runs = [...new Map(operand.split(' ').map((word) => findRun(all, word)).map((run) => [run.id, run])).values()]
  const made = kind === 'matrix' ? await matrixOf(client, runs, options) : await drawn(client, kind, runs, all, options)
  const text = form === 'csv' ? made.csv() : toSvg(made.scene, metadataOf(runs))
  const file = options.out === null ? null : writeFileAtomically(options.out, Buffer.from(text, 'utf8'))
  const about = { kind, runIds: runs.map(({ id }) => id), file }
  if (options.json) terminal.out(jsonLine(file === null ? { ...about, svg: text } : about))
  else if (file === null) terminal.out(text)
  else terminal.aside(`Written: ${file}\n`)
  return exitCodes.done
}

function kindOf({ kind, series, x, tensor, step }: Options): Kind {
  const found = kinds.find((one) => one === (kind ?? 'curves'))
  if (found === undefined) throw new LabError('bad-input', `There is no kind “${kind}” of figure. Nothing was written. The kinds are ${kinds.join(', ')}.`)
  if (found !== 'matrix' && (tensor !== null || step !== null)) throw new LabError('bad-input', `--tensor and --step belong to --kind matrix. Nothing was written.`)
  if (found !== 'curves' && (series !== null || x !== null)) throw new LabError('bad-input', `--series and --x belong to --kind curves. Nothing was written.`)
  return found
}

/** By the end of the file's name. */
function formOf(out: string | null): 'svg' | 'csv' {
  if (out === null || /\.svg$/i.test(out)) return 'svg'
  if (/\.csv$/i.test(out)) return 'csv'
  if (/\.png$/i.test(out)) throw new LabError('unsupported', `${out} was not written: pictures of dots are painted by the window of the lab. Name a file that ends in .svg here, or save the PNG there.`)
  throw new LabError('bad-input', `${out} was not written: the end of its name says what it is to be, .svg or .csv. Name another file with --out.`)
}

async function drawn(client: VerbContext['client'], kind: 'curves' | 'phases', runs: readonly RunSummary[], stored: readonly RunSummary[], { series, x }: Options): Promise<Made> {
  const curves = await Promise.all(runs.map(({ id }) => client.call('runs.curves', { id })))
  if (kind === 'phases') return phasesOf(runs, curves)
  const data = Object.fromEntries(runs.map(({ id }, i) => [id, curves[i] ?? {}]))
  const names = Object.fromEntries(runs.map(({ id, name }) => [id, name]))
  const spec = onX(planned(runs, curves, series), await xNamed(client, x ?? 'step', runs, stored, data))
  return { scene: curvesOnPaper(spec, data), csv: () => curvesCsv(spec, data, names) }
}

/** One run as its page has it; several, or named series, as Compare has them, one panel a series. */
function planned(runs: readonly RunSummary[], curves: readonly Curves[], series: readonly string[] | null): CurvesSpec {
  const [run] = runs
  const [own] = curves
  return run !== undefined && own !== undefined && runs.length === 1 && series === null
    ? runFigure({ run, state: run.state, curves: own, events: run.events, domain: stepDomainOf(own, run.config.steps), expectation: null })
    : comparedOf(runs, curves, series ?? ['test_accuracy'])
}

/** What one figure holds. */
const mostPanels = 12
const mostRuns = 500

function comparedOf(runs: readonly RunSummary[], curves: readonly Curves[], series: readonly string[]): CurvesSpec {
  if (runs.length > mostRuns || series.length > mostPanels) throw new LabError('too-large', `A figure has at most ${mostPanels} series of ${mostRuns} runs, and these are ${series.length} of ${runs.length}. Nothing was written. Name fewer.`)
  const known = [...new Set(curves.flatMap((of) => Object.keys(of)))].sort()
  const absent = series.find((name) => !known.includes(name))
  if (absent !== undefined) throw new LabError('bad-input', `No run of these has a series “${absent}”. Nothing was written. They have ${known.join(', ')}.`)
  const metrics = metricsOf(known)
  const specs = series.flatMap((name) => metrics.filter(({ value }) => value === name).map((metric) => compareSpec(metric, runs.map((run) => ({ run, name: run.name })), null, 1)))
  const [first] = specs
  if (first === undefined) throw new LabError('bad-input', 'No series was named after --series. Nothing was written.')
  return CurvesSpec.parse({ ...first, title: specs.map(({ title }) => title).join(', ').slice(0, 300), panels: specs.flatMap(({ panels }) => panels) })
}

function phasesOf(runs: readonly RunSummary[], curves: readonly Curves[]): Made {
  const made = phasesFigure(runs.map(({ name, config }, i) => {
    const thresholds = thresholdsOf(config.task)
    return { name, thresholds, segments: phaseSegments(curves[i] ?? {}, thresholds) }
  }))
  if (made === null) throw new LabError('bad-input', 'None of these runs has logged accuracies, which phases are read from. Nothing was written.')
  return { scene: plotsOnPaper(made.spec, made.data), csv: () => made.csv }
}

/** One matrix, its colours from the largest cell of either sign. */
async function matrixOf(client: VerbContext['client'], runs: readonly RunSummary[], { tensor, step: asked }: Options): Promise<Made> {
  const [run, second] = runs
  if (run === undefined || second !== undefined) throw new LabError('bad-input', `--kind matrix is of one run, and ${runs.length} were named. Nothing was written.`)
  const { checkpoints } = await client.call('runs.get', { id: run.id })
  const steps = checkpoints.map(({ step }) => step)
  const step = asked ?? steps.at(-1)
  if (step === undefined || !steps.includes(step)) throw new LabError('no-checkpoint', `${run.name} has no checkpoint ${step === undefined ? 'at all' : `at step ${step}`}. Nothing was written.${steps.length === 0 ? '' : ` It has some from step ${steps[0]} to ${steps.at(-1)}; “grokscope show ${run.id}” lists them.`}`)
  const { tensors } = await client.call('runs.weights', { id: run.id, step })
  const matrices = Object.keys(tensors).filter((name) => tensors[name]?.shape.length === 2)
  const name = tensor ?? matrices[0]
  const found = name === undefined || !matrices.includes(name) ? undefined : tensors[name]
  if (name === undefined || found === undefined) throw new LabError('bad-input', `${run.name} has no matrix ${name === undefined ? 'at all' : `“${name}”`}. Nothing was written.${matrices.length === 0 ? '' : ` It has ${matrices.join(', ')}.`}`)
  const [rows = 0, columns = 0] = found.shape
  const values = Float64Array.from(found.data, Number)
  const matrix: MatrixData = { rows, columns, values }
  const most = values.reduce((limit, value) => (Number.isFinite(value) ? Math.max(limit, Math.abs(value)) : limit), 0) || 1
  const spec = MatrixSpec.parse({ version: 1, kind: 'matrix', title: name, subtitle: `${run.name}, step ${formatInteger(step)}`, run: run.id, tensor: name, step, limits: [-most, most] })
  return { scene: matrixOnPaper(spec, matrix), csv: () => matrixCsv(matrix) }
}

function metadataOf(runs: readonly RunSummary[]): FigureMetadata {
  const executors = [...new Set(runs.map(({ executor, executorBuild }) => [executor, executorBuild].filter(Boolean).join(' ')))].filter((words) => words !== '')
  return {
    runs: runs.map(({ id }) => id),
    versions: executors.length === 0 ? {} : { executor: executors.join(', ') },
    source: { configurations: z.json().parse(Object.fromEntries(runs.map(({ id, config }) => [id, JSON.parse(JSON.stringify(config))]))) },
  }
}
