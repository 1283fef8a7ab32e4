// Writes what the lab draws for tasks that are not tables, so that the references are trained on the same numbers:
// `node bench/parity/drawn-examples.ts` makes reference/*/examples.safetensors. The test says when they are stale.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { drawnExamples } from '../../src/main/worker/testing/parity.ts'
import { encodeSafetensors } from '../../src/shared/safetensors.ts'
import { TaskConfig } from '../../src/shared/schema/config/task.ts'

const reference = join(import.meta.dirname, 'reference')

for (const system of ['liu', 'merrill', 'omnigrok', 'reviews']) {
  const { task } = JSON.parse(readFileSync(join(reference, system, 'config.json'), 'utf8')) as { task: unknown }
  writeFileSync(join(reference, system, 'examples.safetensors'), encodeSafetensors(drawnExamples(TaskConfig.parse(task))))
}
