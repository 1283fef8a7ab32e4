import { expect, test } from 'vitest'
import { ReferenceExecutor } from '../../engine/executors/reference/reference-executor.ts'
import type { DifferentiableOps, Tensor } from '../../engine/ops/ops.ts'
import { computeOn, type Programs } from './compute.ts'
import { f64 } from './testing/measured-run.ts'

const given = { rate: f64([], [0.5]) }
const compute = (programs: Programs = new Map()) => computeOn(new ReferenceExecutor(), programs, given)

/** x ← rate · x + step */
const halve = (ops: DifferentiableOps): Readonly<Record<string, Tensor>> => ({ x: ops.add(ops.mul(ops.input('x', [2], 'f64'), ops.input('rate', [], 'f64')), ops.step()) })
const start = { x: f64([2], [8, 0]) }

test('outputs become inputs, and steps count from one', async () => {
  const { x } = await compute().iterate('halve', halve, start, { steps: 3 })
  // 8 → 5 → 4.5 → 5.25 and 0 → 1 → 2.5 → 4.25
  expect([...x!.data]).toEqual([5.25, 4.25])
  expect([...start.x.data]).toEqual([8, 0])
})

test('many steps are as many single ones, which go on counting', async () => {
  const own = compute()
  let state = await own.iterate('halve', halve, start, { steps: 1 })
  for (const done of [1, 2]) state = await own.iterate('halve', halve, state, { steps: 1, done })
  expect(state).toEqual(await own.iterate('halve', halve, start, { steps: 3 }))
})

test('inputs stand in for what the run has, and a key is recorded once', async () => {
  const programs: Programs = new Map()
  const own = compute(programs)
  await own.iterate('halve', halve, start, { steps: 1 })
  const { x } = await own.iterate('halve', () => expect.unreachable('recorded twice'), start, { steps: 1, inputs: { rate: f64([], [0]) } })
  expect([...x!.data]).toEqual([1, 1])
  expect([...programs.keys()]).toEqual(['halve'])
})

test('it ends where the state is no number any more', async () => {
  const { n, x } = await compute().iterate('grow', (ops) => ({ x: ops.mul(ops.input('x', [], 'f64'), 1e200), n: ops.add(ops.input('n', [], 'f64'), 1) }), { x: f64([], [1]), n: f64([], [0]) }, { steps: 10 })
  expect(x!.data[0]).toBe(Infinity)
  expect(n!.data[0]).toBe(2)
})
