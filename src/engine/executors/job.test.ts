import { expect, test } from 'vitest'
import { f32, f64 } from '../ops/conformance/case.ts'
import { record } from '../program/record.ts'
import type { TrainingJob } from './executor.ts'
import { checkJob } from './job.ts'

const job: TrainingJob = {
  step: record((ops) => ({ w: ops.sub(ops.input('w', [2], 'f32'), ops.input('x', [2], 'f32')) })),
  evaluate: record((ops) => ({ norm: ops.sum(ops.abs(ops.input('w', [2], 'f32'))) })),
  data: { x: f32([2], [1, 2]) },
  state: { w: f32([2], [0, 0]) },
  stepsDone: 0,
  threads: 1,
}

test('a job that fits together passes', () => {
  expect(() => checkJob(job)).not.toThrow()
})

test('what does not fit is named', () => {
  expect(() => checkJob({ ...job, data: {} })).toThrow('the step reads x, which is neither state nor data')
  expect(() => checkJob({ ...job, data: { x: f64([2], [1, 2]) } })).toThrow('the step reads x as f32[2], but it is f64[2]')
  expect(() => checkJob({ ...job, data: { ...job.data, w: f32([2], [0, 0]) } })).toThrow('w is state and data')
  expect(() => checkJob({ ...job, state: { ...job.state, v: f32([1], [0]) } })).toThrow('the step does not return v')
  expect(() => checkJob({ ...job, step: record((ops) => ({ w: ops.sum(ops.input('w', [2], 'f32')) })) })).toThrow('the step returns w as f32[], but it is f32[2]')
  expect(() => checkJob({ ...job, step: record((ops) => ({ w: ops.input('w', [2], 'f32'), y: ops.step() })) })).toThrow('the step returns y, which is not state')
  expect(() => checkJob({ ...job, evaluate: record((ops) => ({ w: ops.input('w', [2], 'f32') })) })).toThrow('the evaluation returns w as f32[2], not one number')
})
