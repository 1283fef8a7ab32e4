import { expect, test } from 'vitest'
import type { Schedule } from '../../program/schedule/schedule.ts'
import { encodeSchedule } from './encode-schedule.ts'

const empty: Schedule = { buffers: [], kernels: [], phases: [], inputs: [], outputs: [] }

test('numbers that JSON lacks travel by name', () => {
  const values = [NaN, Infinity, -Infinity, -0, 0, 0.1]
  const kernels: Schedule['kernels'] = [
    { kind: 'loops', once: false, loops: [{ rows: 1, columns: 1, inputs: [], body: values.map((value) => ({ kind: 'number', value, dtype: 'f64' })), outputs: [] }] },
  ]
  const written = JSON.parse(encodeSchedule({ ...empty, kernels }).json) as { kernels: { loops: { body: { value: unknown }[] }[] }[] }
  expect(written.kernels[0]?.loops[0]?.body.map(({ value }) => value)).toEqual(['NaN', 'Infinity', '-Infinity', '-0', 0, 0.1])
})

test('constants travel as bytes beside the text, with the buffer they belong to; bool as one byte an element', () => {
  const buffers: Schedule['buffers'] = [
    { dtype: 'f32', length: 2, home: { kind: 'constant', value: { shape: [2], dtype: 'f32', data: new Float32Array([NaN, -0]) } } },
    { dtype: 'f32', length: 2, home: { kind: 'temporary', place: null } },
    { dtype: 'bool', length: 3, home: { kind: 'constant', value: { shape: [3], dtype: 'i32', data: new Int32Array([1, 0, 1]) } } },
  ]
  const { json, constants } = encodeSchedule({ ...empty, buffers })
  expect((JSON.parse(json) as Schedule).buffers.map(({ home }) => home)).toEqual([{ kind: 'constant' }, { kind: 'temporary', place: null }, { kind: 'constant' }])
  expect(constants.map(({ buffer, bytes }) => [buffer, bytes.length])).toEqual([[0, 8], [2, 3]])
  expect([...constants[1]!.bytes]).toEqual([1, 0, 1])
  expect(Object.is(new Float32Array(constants[0]!.bytes.slice().buffer)[1], -0)).toBe(true)
})
