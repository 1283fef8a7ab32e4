import type { Experiment } from '../../science/experiment.ts'
import type { ChosenMeasure } from '../../science/measures/choose.ts'
import type { MeasureInput, Values } from '../../science/types.ts'
import type { Rhythm } from '../../shared/schema/config/measures.ts'
import { LabError } from '../../shared/errors.ts'
import type { NamedTensors } from '../../shared/tensors.ts'
import { measureInput, type MeasureTools } from './measure-input.ts'

/** Weights at a step that training looks at. */
export interface Look {
  readonly step: number
  readonly weights: NamedTensors
  readonly isCheckpoint: boolean
}

/** What was measured at one look. */
export interface Taken {
  readonly values: readonly Values[]
  /** A sentence for each measure that failed here and is not taken any more. */
  readonly notes: readonly string[]
}

/** The measures of one run while it trains: quick ones at each logged step, others at checkpoints. */
export class Measuring {
  /** A sentence for each measure that this run lacks something for. */
  readonly notes: readonly string[]
  readonly #experiment: Experiment
  readonly #tools: MeasureTools
  #use: readonly ChosenMeasure[]
  /** What each rhythm saw before. */
  #previous: Readonly<Record<Rhythm, MeasureInput['previous']>> = { log: null, checkpoint: null }

  constructor(experiment: Experiment, tools: MeasureTools) {
    const input = measureInput(experiment, { step: 0, weights: experiment.weights }, tools)
    const judged = experiment.measures.map((each) => ({ each, lack: each.measure.lacks(input, each.parameters) }))
    this.#experiment = experiment
    this.#tools = tools
    this.#use = judged.flatMap(({ each, lack }) => (lack === null ? [each] : []))
    this.notes = judged.flatMap(({ each, lack }) => (lack === null ? [] : [`${each.measure.id} is not measured. ${lack}`]))
  }

  /** Whether a look needs the weights. */
  needsWeights(isCheckpoint: boolean): boolean {
    return this.#use.some(({ rhythm }) => rhythm === 'log' || isCheckpoint)
  }

  /** Where training goes on: a logged step that an undisturbed run has seen too. */
  goesOnFrom(step: number, weights: NamedTensors): void {
    const seen = { step, weights }
    this.#previous = { log: seen, checkpoint: seen }
  }

  async take({ step, weights, isCheckpoint }: Look): Promise<Taken> {
    const values: Values[] = []
    const notes: string[] = []
    for (const rhythm of isCheckpoint ? (['log', 'checkpoint'] as const) : (['log'] as const)) {
      const due = this.#use.filter((each) => each.rhythm === rhythm)
      const input = measureInput(this.#experiment, { step, weights, previous: this.#previous[rhythm] }, this.#tools)
      for (const each of due) {
        try {
          values.push(await each.measure.compute(input, each.parameters))
        } catch (error) {
          notes.push(this.#givenUp(each, step, error))
        }
      }
    }
    const seen = { step, weights }
    this.#previous = { log: seen, checkpoint: isCheckpoint ? seen : this.#previous.checkpoint }
    return { values, notes }
  }

  /** Training is worth more than a measure of it: what cannot be measured here is left out from now on, and said. */
  #givenUp(failed: ChosenMeasure, step: number, error: unknown): string {
    if (!(error instanceof LabError) || error.code === 'cancelled') throw error
    this.#use = this.#use.filter((each) => each !== failed)
    return `${failed.measure.id} is not measured from step ${step} on. ${error.message}`
  }
}
