import type { Program } from '../../program/program.ts'
import { compileSchedule } from '../../program/schedule/compile-schedule.ts'
import { encodeSchedule, type EncodedSchedule } from './encode-schedule.ts'

/** What a program is in a job. */
type Part = 'step' | 'evaluation'

/**
 * Schedules by program, part, and which of its inputs are fixed. A measure runs the same program on a hundred checkpoints, and to
 * compile it takes longer than to run it. They go when their program does.
 */
const known = new WeakMap<Program, Map<string, EncodedSchedule>>()

/** The compiled schedule of a program, made at most once for each part and set of fixed inputs. */
export function encodedOf(program: Program, part: Part, fixed: ReadonlySet<string>): EncodedSchedule {
  const own = known.get(program) ?? new Map<string, EncodedSchedule>()
  known.set(program, own)
  const key = JSON.stringify([part, ...program.inputs.map(({ name }) => fixed.has(name))])
  const made = own.get(key) ?? encodeSchedule(compileSchedule(part === 'evaluation' ? withoutState(program) : program, fixed))
  own.set(key, made)
  return made
}

/** An output that has the name of a state would be written into it. */
function withoutState(evaluate: Program): Program {
  return { ...evaluate, outputs: evaluate.outputs.map(({ name, value }) => ({ name: `evaluation of ${name}`, value })) }
}
