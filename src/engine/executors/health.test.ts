import { expect, test } from 'vitest'
import type { Executor, TrainingJob } from './executor.ts'
import { gradientFault } from './health.ts'
import { executors } from './select.ts'
import { ReferenceExecutor } from './reference/reference-executor.ts'

function labelsOf({ step }: TrainingJob): number {
  return step.inputs.find(({ name }) => name === 'labels')!.value
}

for (const executor of executors) {
  for (const dtype of ['f32', 'f64'] as const) {
    test(`${executor.name} passes in ${dtype}`, async () => {
      expect(await gradientFault(executor, dtype)).toBeNull()
    })
  }
}

test('an executor that adds rows up in the wrong place is found', async () => {
  const reference = new ReferenceExecutor()
  const faulty: Executor = {
    name: 'reference',
    build: 'faulty',
    refuses: () => null,
    compile: (job) =>
      reference.compile({
        ...job,
        step: {
          ...job.step,
          instructions: job.step.instructions.map((instruction) =>
            instruction.primitive.op === 'segmentSum' ? { ...instruction, operands: [instruction.operands[0]!, labelsOf(job)] } : instruction,
          ),
        },
      }),
  }
  expect(await gradientFault(faulty, 'f64')).toMatch(/^In f64 the gradient of element \d+ of w is /)
})
