import { expect, test } from 'vitest'
import type { DifferentiableOps, Tensor } from '../../ops/ops.ts'
import { record } from '../../program/record.ts'
import { doublePrecision, hostValues } from './placement.ts'

function hostOps(build: (ops: DifferentiableOps) => Readonly<Record<string, Tensor>>): string[] {
  const program = record(build)
  const host = hostValues(program)
  return program.instructions.filter(({ value }) => host.has(value)).map(({ primitive }) => primitive.op)
}

const none = new Set<string>()

test('the step and what follows from it alone stay on the host, up to the number that the device gets', () => {
  const ops = hostOps((ops) => {
    const correction = ops.cast(ops.sub(1, ops.pow(0.9, ops.step())), 'f32')
    return { w: ops.div(ops.input('w', [3], 'f32'), correction) }
  })
  expect(ops).toContain('cast')
  expect(ops).not.toContain('div')
})

test('random numbers are drawn on the host and used on the device', () => {
  const ops = hostOps((ops) => {
    const noise = ops.randomUniform([3], 'f32', { seed: 1, stream: 1, counter: ops.cast(ops.step(), 'i32') })
    return { w: ops.add(ops.input('w', [3], 'f32'), ops.mul(noise, 2)) }
  })
  expect(ops).toContain('randomUniform')
  expect(ops).not.toContain('mul')
})

test('f64 that training moves is refused by operation and type, f64 that follows from step and data is not', () => {
  const moved = record((ops) => {
    const w = ops.input('w', [2, 3], 'f32')
    return { w: ops.cast(ops.tanh(ops.cast(w, 'f64')), 'f32') }
  })
  expect(doublePrecision(moved, none)).toBe('cast works on f64[2, 3]')
  const still = record((ops) => {
    const scale = ops.cast(ops.mul(ops.sum(ops.input('x', [4], 'f64')), ops.step()), 'f32')
    return { w: ops.mul(ops.input('w', [2, 3], 'f32'), scale) }
  })
  expect(doublePrecision(still, new Set(['x']))).toBeNull()
  expect(doublePrecision(still, none)).toBe('sum works on f64[4]')
})

test('an f64 state is refused even when no operation touches it', () => {
  expect(doublePrecision(record((ops) => ({ w: ops.input('w', [2], 'f64') })), none)).toBe('w is f64[2]')
})
