import { expect, test } from 'vitest'
import { checkProgram } from './check.ts'
import type { Program } from './program.ts'
import { record } from './record.ts'

const sound = record((ops) => {
  const x = ops.input('x', [2], 'f32')
  return { y: ops.neg(ops.exp(x)) }
})
const [first, second] = sound.instructions

function altered(change: Partial<Program>): () => Program {
  return () => checkProgram({ ...sound, ...change }, 'a test')
}

test('a sound program is returned', () => {
  expect(checkProgram(sound)).toBe(sound)
})

test('a value that is not bound is found', () => {
  expect(altered({ instructions: [second!] })).toThrow(`neg uses value ${first!.value}, which is not bound`)
  expect(altered({ instructions: [second!, first!] })).toThrow('is not bound')
  expect(altered({ outputs: [{ name: 'y', value: 99 }] })).toThrow('output y uses value 99')
})

test('a value that is bound twice is found', () => {
  expect(altered({ instructions: [first!, first!, second!] })).toThrow(`value ${first!.value} is bound twice`)
  expect(altered({ inputs: [...sound.inputs, ...sound.inputs] })).toThrow('is bound twice')
})

test('a type that the operation does not give is found', () => {
  expect(altered({ instructions: [{ ...first!, type: { shape: [3], dtype: 'f32' } }, second!] })).toThrow('exp gives f32[2] but is marked f32[3]')
  expect(altered({ instructions: [{ ...first!, type: { shape: [2], dtype: 'f64' } }, second!] })).toThrow('exp gives f32[2] but is marked f64[2]')
})

test('a name that stands twice is found', () => {
  expect(altered({ outputs: [...sound.outputs, ...sound.outputs] })).toThrow('the name y stands twice')
})

test('the message names the stage', () => {
  expect(altered({ instructions: [] })).toThrow('after a test')
})
