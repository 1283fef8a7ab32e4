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

/** Runs programs once each on an executor, on the weights and data of a run: the only update of a job whose state they are. */
export function computeOn(executor: Executor, programs: Programs, given: NamedTensors, threads = 1): Compute {
  return {
    async run(key, write, inputs = {}) {
      let program = programs.get(key)
      if (program === undefined) {
        program = optimise(record((ops) => Object.fromEntries(Object.entries(write(ops)).map(([name, tensor]) => [kept(name), tensor]))))
        programs.set(key, program)
      }
      const job = jobOf(program, { ...given, ...inputs }, threads)
      const refusal = executor.refuses(job)
      if (refusal !== null) throw new LabError('unsupported', refusal, { executor: executor.name })
      const session = await executor.compile(job)
      try {
        await session.advance(1, new AbortController().signal)
        const state = await session.read()
        return Object.fromEntries(Object.entries(state).map(([name, tensor]) => [name.slice(kept('').length), tensor]))
      } finally {
        session.dispose()
      }
    },
  }
}

function jobOf(program: Program, given: NamedTensors, threads: number): TrainingJob {
  const types = typesOf(program)
  const data = Object.fromEntries(program.inputs.flatMap(({ name }) => (given[name] === undefined ? [] : [[name, given[name]]])))
  const state = Object.fromEntries(
    program.outputs.map(({ name, value }) => {
      const type = types.get(value)
      if (type === undefined || type.dtype === 'bool') throw new Error(`${name} is no tensor of numbers. This is a mistake in the measure; cast it.`)
      return [name, { shape: type.shape, dtype: type.dtype, data: allocate(type.dtype, sizeOf(type.shape)) }]
    }),
  )
  return { step: program, evaluate: nothing, data, state, stepsDone: 0, threads }
}
