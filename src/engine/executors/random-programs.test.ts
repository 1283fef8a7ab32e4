import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { HostTensor, NamedTensors } from '../../shared/tensors.ts'
import { agrees, tolerances, type Tolerance } from '../ops/conformance.ts'
import { f64, i32, spread } from '../ops/conformance/case.ts'
import { referenceOps } from '../ops/eager.ts'
import type { Ops, Tensor } from '../ops/ops.ts'
import { checkProgram } from '../program/check.ts'
import { interpret } from '../program/interpret.ts'
import { optimise, passes } from '../program/optimise.ts'
import { record } from '../program/record.ts'
import type { Program } from '../program/program.ts'
import type { Executor, TrainingJob } from './executor.ts'
import { ReferenceExecutor } from './reference/reference-executor.ts'
import { everyExecutor, going } from './testing/every-executor.ts'
import { randomJob } from './testing/random-job.ts'

const reference = new ReferenceExecutor()

const inputs = { x: spread([3, 4]), w: spread([5, 4], 'f64', 1), i: i32([3], [4, 0, 2]), j: i32([3], [1, 1, 0]) }
type Inputs = Readonly<Record<keyof typeof inputs, Tensor>>

const top = { axes: [1], keepDims: true } as const
const still = (ops: Ops): Tensor => ops.full([], 1, 'i32')

/** Ways to go on from two [3, 4] tensors to a third, through every family of operations. */
const moves: readonly ((ops: Ops, a: Tensor, b: Tensor, given: Inputs) => Tensor)[] = [
  (ops, a) => ops.neg(a),
  (ops, a) => ops.sin(a),
  (ops, a) => ops.tanh(a),
  (ops, a) => ops.exp(ops.tanh(a)),
  (ops, a) => ops.log1p(ops.abs(a)),
  (ops, a) => ops.mul(a, 1),
  (ops, a) => ops.mul(a, ops.sqrt(ops.full([], 4, 'f64'))),
  (ops, a) => ops.add(a, ops.cast(ops.iota(4), 'f64')),
  (ops, a) => ops.pow(ops.add(ops.abs(a), 0.5), 1.5),
  (ops, a, b) => ops.add(a, b),
  (ops, a, b) => ops.sub(a, b),
  (ops, a, b) => ops.mul(a, b),
  (ops, a, b) => ops.div(a, ops.add(ops.mul(b, b), 1)),
  (ops, a, b) => ops.maximum(a, b),
  (ops, a, b) => ops.select(ops.less(a, b), a, ops.mul(b, 0.5)),
  (ops, a, b) => ops.sub(a, ops.sum(b, top)),
  (ops, a, b) => ops.add(a, ops.max(b, { axes: [0] })),
  (ops, a, b) => ops.mul(a, ops.sum(ops.tanh(b))),
  (ops, a, b) => ops.matmul(ops.matmul(a, b, { transposeRight: true }), b),
  (ops, a, b) => ops.transpose(ops.add(ops.transpose(a, [1, 0]), ops.transpose(b, [1, 0])), [1, 0]),
  (ops, a, b) => ops.slice(ops.concat([a, b], 1), [0, 2], [3, 4]),
  (ops, a) => ops.add(a, ops.pad(ops.slice(a, [1, 0], [2, 3]), [0, 1], [1, 0])),
  (ops, a) => ops.reshape(ops.neg(ops.reshape(a, [4, 3])), [3, 4]),
  (ops, a) => ops.sub(a, ops.stopGradient(ops.max(a, top))),
  (ops, a, _, { i, w }) => ops.add(a, ops.matmul(ops.oneHot(i, 5, 'f64'), w)),
  (ops, a, _, { i, j, w }) => ops.mul(a, ops.matmul(ops.concat([ops.oneHot(i, 3, 'f64'), ops.oneHot(j, 2, 'f64')], 1), w)),
  (ops, a, b, { i }) => ops.add(a, ops.slice(ops.matmul(ops.oneHot(i, 5, 'f64'), b, { transposeLeft: true }), [1, 0], [3, 4])),
  (ops, a, b, { j }) => ops.add(ops.gather(a, j), ops.segmentSum(b, j, 3)),
  (ops, a, _, { i }) => ops.sub(a, ops.reshape(ops.crossEntropy(a, i), [3, 1])),
  (ops, a) => ops.mul(a, ops.randomUniform([4], 'f64', { seed: 1, stream: 2, counter: ops.cast(ops.step(), 'i32') })),
  (ops, a) => ops.add(a, ops.randomUniform([3, 1], 'f64', { seed: 1, stream: 3, counter: still(ops) })),
]

interface Move {
  readonly move: number
  readonly a: number
  readonly b: number
}

const walks = fc.array(fc.record({ move: fc.nat(moves.length - 1), a: fc.nat(), b: fc.nat() }), { minLength: 1, maxLength: 14 })

/** A program that goes on from its own results; returns a scalar that feels all of them. */
function build(ops: Ops, given: Inputs, walk: readonly Move[]): { last: Tensor; total: Tensor } {
  const made: Tensor[] = [given.x]
  for (const { move, a, b } of walk) {
    const [left, right] = [made[made.length - 1 - (a % Math.min(made.length, 3))]!, made[b % made.length]!]
    made.push(ops.tanh(moves[move]!(ops, left, right, given)))
  }
  const last = made.at(-1)!
  return { last, total: ops.sum(ops.mul(last, ops.constant(spread([3, 4], 'f64', 4)))) }
}

function recorded(walk: readonly Move[]): Program {
  return record((ops) => {
    const given = Object.fromEntries(Object.entries(inputs).map(([name, { shape, dtype }]) => [name, ops.input(name, shape, dtype)])) as Record<keyof typeof inputs, Tensor>
    const { last, total } = build(ops, given, walk)
    const [gx, gw] = ops.gradient(total, [given.x, given.w])
    return { last, gx: gx!, gw: gw! }
  })
}

/** Elements as text, so that NaN equals NaN and −0 does not equal 0. */
function bits(tensors: Readonly<Record<string, HostTensor>>): Record<string, string> {
  return Object.fromEntries(Object.entries(tensors).map(([name, { data }]) => [name, Array.from(data, (element) => (Object.is(element, -0) ? '-0' : String(element))).join(' ')]))
}

/** Sums of look-ups begin at their first term, products with a one-hot matrix at +0: −0 is the one bit that passes may change. */
function unsigned(tensors: Readonly<Record<string, HostTensor>>): Record<string, string> {
  return Object.fromEntries(Object.entries(tensors).map(([name, { data }]) => [name, Array.from(data, (element) => String(element)).join(' ')]))
}

test('computing at once and recording first give the same bits', () => {
  fc.assert(
    fc.property(walks, (walk) => {
      const ops = referenceOps()
      const given = Object.fromEntries(Object.entries(inputs).map(([name, tensor]) => [name, ops.constant(tensor)])) as Record<keyof typeof inputs, Tensor>
      const atOnce = ops.value(build(ops, given, walk).last)
      expect(bits({ last: interpret(recorded(walk), inputs)['last']! })).toEqual(bits({ last: atOnce }))
    }),
    { numRuns: 30, seed: 1 },
  )
})

for (const { name, run } of passes) {
  test(`the pass ${name} leaves a sound program with the same results and gradients`, () => {
    fc.assert(
      fc.property(walks, (walk) => {
        const before = recorded(walk)
        const after = checkProgram(run(before), name)
        expect(unsigned(interpret(after, inputs))).toEqual(unsigned(interpret(before, inputs)))
      }),
      { numRuns: 30, seed: 2 },
    )
  })
}

const close = { f32: { relative: 2e-3, absolute: 2e-3 }, f64: { relative: 1e-8, absolute: 1e-9 } } as const
const decisions = fc.array(fc.nat(1000), { minLength: 30, maxLength: 150, size: 'max' })

/** What differs between two states beyond a tolerance; nothing where exactly the same bits are wanted and found. */
function differences(found: NamedTensors, wanted: NamedTensors, tolerance: Tolerance): string[] {
  return Object.entries(wanted).flatMap(([name, { data }]) => {
    const at = [...data].findIndex((element, i) => !agrees(found[name]?.data[i] ?? NaN, element, tolerance))
    return at < 0 ? [] : [`${name}[${at}] is ${String(found[name]?.data[at])}, not ${String(data[at])}`]
  })
}

async function stateAfter(executor: Executor, job: TrainingJob, steps: number): Promise<NamedTensors> {
  const session = await executor.compile(job)
  expect((await session.advance(steps, going)).steps).toBe(steps)
  const state = await session.read()
  session.dispose()
  return state
}

const plainStates = new Map<string, Promise<NamedTensors>>()

/** The same programs come for every executor: what they mean is computed once. */
function plainState(numbers: readonly number[], dtype: 'f32' | 'f64'): Promise<NamedTensors> {
  const key = `${dtype} ${numbers.join()}`
  const known = plainStates.get(key) ?? stateAfter(reference, randomJob(numbers, dtype, (program) => program), 3)
  plainStates.set(key, known)
  return known
}

for (const { name, executor, absence } of everyExecutor) {
  if (executor === null) {
    test.skip(`${name}: ${absence}`, () => {})
    continue
  }
  describe(`random steps on ${name}`, () => {
    for (const dtype of ['f64', 'f32'] as const) {
      test(`move their state as the plain program does on the reference, ${dtype}`, { timeout: 60_000 }, async (context) => {
        const refusal = executor.refuses(randomJob([], dtype, optimise))
        context.skip(refusal !== null, refusal ?? '')
        await fc.assert(
          fc.asyncProperty(decisions, fc.constantFrom(1, 2), async (numbers, threads) => {
            const wanted = await plainState(numbers, dtype)
            expect(differences(await stateAfter(executor, randomJob(numbers, dtype, optimise, threads), 3), wanted, close[dtype])).toEqual([])
          }),
          { numRuns: 40, seed: 3 },
        )
      })
    }

    test('made in the data are as exact as those of the reference', async () => {
      const job = (walk: readonly Move[]): TrainingJob => ({
        step: optimise(recorded(walk)),
        evaluate: record(() => ({})),
        data: inputs,
        state: { last: f64([3, 4], Array(12).fill(0)), gx: f64([3, 4], Array(12).fill(0)), gw: f64([5, 4], Array(20).fill(0)) },
        stepsDone: 0,
        threads: 1,
      })
      if (executor.refuses(job([{ move: 0, a: 0, b: 0 }])) !== null) return
      await fc.assert(
        fc.asyncProperty(walks, async (walk) => {
          const wanted = interpret(job(walk).step, inputs)
          const found = await stateAfter(executor, job(walk), 1)
          expect(differences(found, wanted, name === 'reference' ? tolerances.exact : close.f64)).toEqual([])
        }),
        { numRuns: 30, seed: 3 },
      )
    })
  })
}
