import { expect, test } from 'vitest'
import { curvesCsv } from './curves.ts'

test('the CSV has one logged point a line in full precision, and keeps what is not a number', () => {
  const loss = { steps: Uint32Array.of(0, 1, 2), values: Float64Array.of(0.1 + 0.2, Number.NaN, Infinity) }
  expect(curvesCsv('run_aaaaaaaaaaa1', { train_loss: loss, empty: { steps: new Uint32Array(), values: new Float64Array() } })).toBe(
    'run,series,step,value\nrun_aaaaaaaaaaa1,train_loss,0,0.30000000000000004\nrun_aaaaaaaaaaa1,train_loss,1,NaN\nrun_aaaaaaaaaaa1,train_loss,2,Infinity\n',
  )
})
