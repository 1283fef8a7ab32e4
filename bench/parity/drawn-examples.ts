// Writes what the lab draws for the two tasks that are not tables, so that the references are trained on the same numbers:
// `node bench/parity/drawn-examples.ts` makes reference/{omnigrok,liu}/examples.safetensors. The test says when they are stale.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { tasks } from '../../src/science/tasks/index.ts'
import { encodeSafetensors } from '../../src/shared/safetensors.ts'
import { TaskConfig } from '../../src/shared/schema/config/task.ts'
import type { NamedTensors } from '../../src/shared/tensors.ts'

const reference = join(import.meta.dirname, 'reference')

function write(system: string, tensors: NamedTensors): void {
  writeFileSync(join(reference, system, 'examples.safetensors'), encodeSafetensors(tensors))
}

function taskOf(system: string): TaskConfig {
  mkdirSync(join(reference, system), { recursive: true })
  const { task } = JSON.parse(readFileSync(join(reference, system, 'config.json'), 'utf8')) as { task: unknown }
  return TaskConfig.parse(task)
}

const omnigrok = taskOf('omnigrok')
if (omnigrok.kind === 'teacher_student') {
  const { inputs, answers } = tasks.teacher_student.examples(omnigrok)
  write('omnigrok', { inputs: inputs.values, targets: answers.values })
}

const liu = taskOf('liu')
if (liu.kind === 'toy_addition') {
  const { answers } = tasks.toy_addition.examples(liu)
  if (answers.kind === 'targets' && answers.right.kind === 'nearest') write('liu', { choices: answers.right.choices })
}
