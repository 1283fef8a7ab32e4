import { optimise, passes } from '../../engine/program/optimise.ts'
import { printProgram } from '../../engine/program/print.ts'
import type { Program } from '../../engine/program/program.ts'
import { record } from '../../engine/program/record.ts'
import { compileSchedule, lowering, schedulePasses } from '../../engine/program/schedule/compile-schedule.ts'
import { lowerBoundFlop, totalCost } from '../../engine/program/schedule/cost.ts'
import { temporaryBytes } from '../../engine/program/schedule/lifetimes.ts'
import { preparationPhases } from '../../engine/program/schedule/phases.ts'
import { printSchedule } from '../../engine/program/schedule/print.ts'
import { programCosts } from '../../engine/program/schedule/program-cost.ts'
import { productsOfSchedule, scheduleCosts, stepCost } from '../../engine/program/schedule/schedule-cost.ts'
import type { Schedule } from '../../engine/program/schedule/schedule.ts'
import { experimentOf } from '../../science/experiment.ts'
import { noSources, type Sources } from '../../science/sources.ts'
import { closest } from '../../shared/closest.ts'
import { LabError } from '../../shared/errors.ts'
import type { Explanation, StageRow } from '../../shared/schema/explanation.ts'
import type { RunConfig } from '../../shared/schema/run-config.ts'

const recording = 'record'

/** Every stage that can be asked for, in the order in which they come. */
export const stageNames: readonly string[] = [recording, ...passes.map(({ name }) => name), lowering, ...schedulePasses.map(({ name }) => name)]

type Stage = { readonly pass: string; readonly milliseconds: number } & (
  | { readonly form: 'program'; readonly program: Program }
  | { readonly form: 'schedule'; readonly schedule: Schedule }
)

function rowOf(stage: Stage): StageRow {
  const { pass, form, milliseconds } = stage
  if (stage.form === 'program') {
    const { flop, bytesRead, bytesWritten } = totalCost(programCosts(stage.program))
    return { pass, form, operations: stage.program.instructions.length, phases: null, flop, bytes: bytesRead + bytesWritten, temporaryBytes: null, milliseconds }
  }
  const { schedule } = stage
  const { flop, bytesRead, bytesWritten } = stepCost(schedule)
  const phases = schedule.phases.length - preparationPhases(schedule)
  return { pass, form, operations: schedule.kernels.length, phases, flop, bytes: bytesRead + bytesWritten, temporaryBytes: temporaryBytes(schedule), milliseconds }
}

function shownOf(stage: Stage): Explanation['shown'] {
  const { pass, form } = stage
  return stage.form === 'program'
    ? { pass, form, text: printProgram(stage.program), operations: programCosts(stage.program) }
    : { pass, form, text: printSchedule(stage.schedule), operations: scheduleCosts(stage.schedule) }
}

function unknownPass(pass: string): LabError {
  const meant = closest(pass, stageNames)
  const question = meant === null ? '' : ` Did you mean ${JSON.stringify(meant)}?`
  return new LabError('bad-input', `There is no pass ${JSON.stringify(pass)}. Nothing was changed.${question} Choose one of: ${stageNames.join(', ')}.`, { pass, known: stageNames })
}

/** Compiles the step of a run as training does, and keeps what every pass left. */
export function explain(config: RunConfig, asked: string | null, sources: Sources = noSources): Explanation {
  if (asked !== null && !stageNames.includes(asked)) throw unknownPass(asked)
  const experiment = experimentOf(config, sources)
  const stages: Stage[] = []
  let since = performance.now()
  const lap = (): number => {
    const [before, now] = [since, performance.now()]
    since = now
    return now - before
  }

  const recorded = record((ops) => experiment.recordStep(ops))
  stages.push({ pass: recording, milliseconds: lap(), form: 'program', program: recorded })
  const optimised = optimise(recorded, ({ name }, program) => void stages.push({ pass: name, milliseconds: lap(), form: 'program', program }))
  const schedule = compileSchedule(optimised, new Set(Object.keys(experiment.data)), (pass, after) => {
    stages.push({ pass, milliseconds: lap(), form: 'schedule', schedule: after })
  })

  const shown = stages.find(({ pass }) => pass === asked) ?? (stages.at(-1) as Stage)
  return { stages: stages.map(rowOf), shown: shownOf(shown), productFlop: lowerBoundFlop(productsOfSchedule(schedule)) }
}
