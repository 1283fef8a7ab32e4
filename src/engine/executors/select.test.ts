import { expect, test } from 'vitest'
import type { LabError } from '../../shared/errors.ts'
import { record } from '../program/record.ts'
import type { TrainingJob } from './executor.ts'
import { executorNamed, selectExecutor } from './select.ts'

const job: TrainingJob = { step: record(() => ({})), evaluate: record(() => ({})), data: {}, state: {}, stepsDone: 0, threads: 1 }

test('the lab chooses an executor that takes the job', () => {
  expect(selectExecutor(job, null)).toMatchObject({ executor: { name: 'reference' }, note: null })
})

test('a forced executor is taken', () => {
  expect(selectExecutor(job, 'reference').executor.name).toBe('reference')
})

test('a forced executor that is not here is refused with the ones that are', () => {
  const attempt = (): unknown => selectExecutor(job, 'tensorflow')
  expect(attempt).toThrow('The executor tensorflow is not part of this installation. Nothing was started; choose')
  try {
    executorNamed('tensorflow')
  } catch (error) {
    expect((error as LabError).code).toBe('executor-unavailable')
  }
})
