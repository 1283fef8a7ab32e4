import type { HostTensor, NamedTensors } from '../../../shared/tensors.ts'
import { agrees, type Tolerance } from '../../ops/conformance.ts'
import { interpret } from '../interpret.ts'
import type { Program } from '../program.ts'
import { checkSchedule } from '../schedule/check.ts'
import { runSchedule } from '../schedule/interpret.ts'
import type { Schedule } from '../schedule/schedule.ts'

/** Where a checked schedule gives something else than its program, in words; empty where it does what the program says. */
export function differences(program: Program, schedule: Schedule, inputs: NamedTensors, tolerance: Tolerance, step = 1): readonly string[] {
  checkSchedule(schedule)
  const wanted = interpret(program, inputs, step)
  const got = runSchedule(schedule, inputs, step)
  return Object.entries(wanted).flatMap(([name, tensor]) => differing(name, tensor, got[name], tolerance))
}

function differing(name: string, wanted: HostTensor, got: HostTensor | undefined, tolerance: Tolerance): string[] {
  if (got === undefined) return [`${name} is missing`]
  if (got.data.length !== wanted.data.length) return [`${name} has ${got.data.length} elements, not ${wanted.data.length}`]
  if (got.dtype !== wanted.dtype) return [`${name} is ${got.dtype}, not ${wanted.dtype}`]
  const places = [...got.data.keys()].filter((i) => !agrees(got.data[i] as number, wanted.data[i] as number, tolerance))
  return places.slice(0, 3).map((i) => `${name}[${i}] is ${got.data[i]}, not ${wanted.data[i]}`)
}
