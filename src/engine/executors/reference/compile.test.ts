import { expect, test } from 'vitest'
import { allocateDense, type DenseTensor } from '../../ops/dense.ts'
import { spread } from '../../ops/conformance/case.ts'
import type { Program } from '../../program/program.ts'
import { record } from '../../program/record.ts'
import { compileProgram } from './compile.ts'

function compile(program: Program, fixed: readonly string[] = []) {
  const inputs = new Map<string, DenseTensor>(program.inputs.map(({ name, type }) => [name, { ...allocateDense(type), ...spread(type.shape) }]))
  return { inputs, ...compileProgram(program, inputs, new Set(fixed), { step: 1 }) }
}

test('a long chain lives in two buffers', () => {
  const program = record((ops) => {
    let x = ops.input('x', [8], 'f64')
    for (let i = 0; i < 21; i++) x = ops.sin(x)
    return { y: x }
  })
  const { run, outputs, arrays } = compile(program)
  run()
  expect(arrays).toBe(2)
  let wanted = [...spread([8]).data]
  for (let i = 0; i < 21; i++) wanted = wanted.map((element) => Math.sin(element))
  expect([...outputs.get('y')!.data]).toEqual(wanted)
})

test('what does not change from step to step is computed once and never overwritten', () => {
  const program = record((ops) => {
    const x = ops.input('x', [4], 'f64')
    const moving = ops.sum(ops.exp(ops.sin(x)))
    const still = ops.cos(ops.input('still', [4], 'f64'))
    return { y: ops.add(ops.mul(ops.tanh(x), still), moving) }
  })
  const { run, outputs, inputs } = compile(program, ['still'])
  const x = [...spread([4]).data]
  const moving = x.reduce((sum, element) => sum + Math.exp(Math.sin(element)), 0)
  const wanted = x.map((element) => Math.tanh(element) * Math.cos(element) + moving)
  run()
  expect([...outputs.get('y')!.data]).toEqual(wanted)
  inputs.get('still')!.data.fill(0)
  run()
  expect([...outputs.get('y')!.data]).toEqual(wanted)
})

test('an array under two names is not used again while one of them is needed', () => {
  const program = record((ops) => {
    const x = ops.sin(ops.input('x', [2, 3], 'f64'))
    const renamed = ops.reshape(x, [3, 2])
    const other = ops.exp(ops.cos(ops.neg(x)))
    return { other, y: ops.transpose(renamed, [1, 0]) }
  })
  const { run, outputs } = compile(program)
  run()
  const s = [...spread([2, 3]).data].map((element) => Math.sin(element))
  expect([...outputs.get('y')!.data]).toEqual([s[0], s[2], s[4], s[1], s[3], s[5]])
})

test('an output is not used again while later values are computed', () => {
  const program = record((ops) => {
    const early = ops.sin(ops.input('x', [3], 'f64'))
    return { early, late: ops.exp(ops.cos(ops.neg(early))) }
  })
  const { run, outputs } = compile(program)
  run()
  expect([...outputs.get('early')!.data]).toEqual([...spread([3]).data].map((element) => Math.sin(element)))
})
