import type { Executor, TrainingJob } from '../../engine/executors/executor.ts'
import { optimise } from '../../engine/program/optimise.ts'
import { typesOf, type Program } from '../../engine/program/program.ts'
import { record } from '../../engine/program/record.ts'
import type { Compute } from '../../science/types.ts'
import { LabError } from '../../shared/errors.ts'
import { allocate, sizeOf, type NamedTensors } from '../../shared/tensors.ts'

/** Programs of measures by their key, kept as long as the run they belong to is looked at. */
export type Programs = Map<string, Program>

const nothing = optimise(record(() => ({})))

/** Under this name an executor keeps an output, so that it is never taken for an input of the same name. */
const kept = (name: string): string => `result.${name}`

/** Runs programs on an executor, on the weights and data of a run: as the only update of a job whose state they are, or as each of many. */
export function computeOn(executor: Executor, programs: Programs, given: NamedTensors, threads = 1): Compute {
  const programOf = (key: string, write: () => Program): Program => {
    const known = programs.get(key)
    if (known !== undefined) return known
    const program = optimise(write())
    programs.set(key, program)
    return program
  }
  const advanced = async (job: TrainingJob, steps: number): Promise<NamedTensors> => {
    const refusal = executor.refuses(job)
    if (refusal !== null) throw new LabError('unsupported', refusal, { executor: executor.name })
    const session = await executor.compile(job)
    try {
      await session.advance(steps, new AbortController().signal)
      return await session.read()
    } finally {
      session.dispose()
    }
  }
  return {
    async run(key, write, inputs = {}) {
      const program = programOf(key, () => record((ops) => Object.fromEntries(Object.entries(write(ops)).map(([name, tensor]) => [kept(name), tensor]))))
      const all = { ...given, ...inputs }
      const state = await advanced({ step: program, evaluate: nothing, data: dataOf(program, all), state: resultsOf(program), stepsDone: 0, threads }, 1)
      return Object.fromEntries(Object.entries(state).map(([name, tensor]) => [name.slice(kept('').length), tensor]))
    },
    async iterate(key, write, state, { steps, done = 0, inputs = {} }) {
      const program = programOf(key, () => record(write))
      const fixed = Object.fromEntries(Object.entries({ ...given, ...inputs }).filter(([name]) => !(name in state)))
      return advanced({ step: program, evaluate: nothing, data: dataOf(program, fixed), state, stepsDone: done, threads }, steps)
    },
  }
}

/** Those of the tensors that the program reads. */
function dataOf(program: Program, given: NamedTensors): NamedTensors {
  return Object.fromEntries(program.inputs.flatMap(({ name }) => (given[name] === undefined ? [] : [[name, given[name]]])))
}

/** Room for what the program returns. */
function resultsOf(program: Program): NamedTensors {
  const types = typesOf(program)
  return Object.fromEntries(
    program.outputs.map(({ name, value }) => {
      const type = types.get(value)
      if (type === undefined || type.dtype === 'bool') throw new Error(`${name} is no tensor of numbers. This is a mistake in the measure; cast it.`)
      return [name, { shape: type.shape, dtype: type.dtype, data: allocate(type.dtype, sizeOf(type.shape)) }]
    }),
  )
}
