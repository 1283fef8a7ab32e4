import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import type { HostTensor, NamedTensors } from '../../../shared/tensors.ts'
import { agrees, conformanceCases } from '../../ops/conformance.ts'
import type { Tensor } from '../../ops/ops.ts'
import { interpret } from '../interpret.ts'
import { optimise } from '../optimise.ts'
import type { Program } from '../program.ts'
import { record } from '../record.ts'
import { build, inputs, moveCount, type Inputs, type Move } from '../testing/walks.ts'
import { compileSchedule, schedulePasses } from './compile-schedule.ts'
import { runSchedule } from './interpret.ts'
import { temporaryBytes } from './lifetimes.ts'
import type { Schedule } from './schedule.ts'

// Every pass of many programs, by an interpreter that is slow on purpose.
vi.setConfig({ testTimeout: 60_000 })

const fixed = new Set(['i', 'j'])
const walks = fc.array(fc.record({ move: fc.nat(moveCount - 1), a: fc.nat(), b: fc.nat() }), { minLength: 1, maxLength: 14 })
const endings = fc.constantFrom<Ending>('update', 'exchange', 'apart')

/** How results become state: each from its own old value, each from the other's, or neither. */
type Ending = 'update' | 'exchange' | 'apart'

/** A step that moves x, y [3, 4] and w [5, 4] and tells a number. */
function stepOf(walk: readonly Move[], ending: Ending): Program {
  return record((ops) => {
    const given = Object.fromEntries(Object.entries(inputs).map(([name, { shape, dtype }]) => [name, ops.input(name, shape, dtype)])) as Record<keyof Inputs, Tensor>
    const y = ops.input('y', [3, 4], 'f64')
    const { last, total } = build(ops, given, walk)
    const [gx, gw] = ops.gradient(total, [given.x, given.w])
    const w = ops.sub(given.w, ops.mul(gw!, 0.1))
    const x = ops.sub(given.x, ops.mul(gx!, 0.1))
    if (ending === 'exchange') return { x: y, y: given.x, w, total }
    return ending === 'update' ? { x, y: ops.mul(ops.add(y, last), 0.5), w, total } : { x: ops.tanh(last), y: x, w, total }
  })
}

const begin: NamedTensors = { ...inputs, y: { ...inputs.x, data: inputs.x.data.map((element) => element / 2) } }

/** Elements as text, so that NaN equals NaN and −0 does not equal 0. */
const bits = ({ data }: HostTensor): string => Array.from(data, (element) => (Object.is(element, -0) ? '-0' : String(element))).join(' ')

/** What each of several steps gives, every step from the results of the one before. */
function trace(run: (given: NamedTensors, step: number) => Readonly<Record<string, HostTensor>>): string[][] {
  let state = begin
  return [1, 2, 3].map((step) => {
    const made = run(state, step)
    state = Object.fromEntries(Object.entries(state).map(([name, before]) => [name, made[name] === undefined ? before : { ...before, data: made[name].data }]))
    return Object.keys(made).sort().map((name) => `${name}: ${bits(made[name]!)}`)
  })
}

const byProgram = (program: Program): string[][] => trace((given, step) => interpret(program, given, step))
const bySchedule = (schedule: Schedule): string[][] => trace((given, step) => runSchedule(schedule, given, step))

test('after every pass, three steps in a row give the bits of the program', () => {
  fc.assert(
    fc.property(walks, endings, (walk, ending) => {
      const program = optimise(stepOf(walk, ending))
      const expected = byProgram(program)
      compileSchedule(program, fixed, (pass, after) => expect(bySchedule(after), pass).toEqual(expected))
    }),
    { numRuns: 20, seed: 4 },
  )
})

test('no pass needs more memory than the one before, and none more phases once they are grouped', () => {
  fc.assert(
    fc.property(walks, endings, (walk, ending) => {
      const bytes: number[] = []
      const phases: number[] = []
      compileSchedule(optimise(stepOf(walk, ending)), fixed, (_, after) => {
        bytes.push(temporaryBytes(after))
        phases.push(after.phases.length)
      })
      expect(bytes).toEqual(bytes.toSorted((a, b) => b - a))
      expect(phases[0]).toBeGreaterThanOrEqual(phases.at(-1)!)
    }),
    { numRuns: 30, seed: 5 },
  )
})

describe('the compiled schedule of every primitive does as the program', () => {
  test.each(conformanceCases.map((each, i) => [`${each.primitive}: ${each.title}`, each, i % 2 === 0] as const))('%s', (_, { operands, build: make, tolerance }, isFixed) => {
    const program = record((ops) => ({ y: make(ops, ...operands.map(({ shape, dtype }, i) => ops.input(`x${i}`, shape, dtype))) }))
    const given = Object.fromEntries(operands.map((operand, i) => [`x${i}`, operand]))
    const { y } = runSchedule(compileSchedule(optimise(program), new Set(isFixed ? Object.keys(given) : [])), given)
    const expected = interpret(program, given)['y']!
    expect(y!.data).toHaveLength(expected.data.length)
    const far = expected.data.findIndex((element, i) => !agrees(y!.data[i]!, element, tolerance))
    expect(far, `element ${far} is ${y!.data[far]} where the program gives ${expected.data[far]}`).toBe(-1)
  })
})

test('every stage is watched, by its name and in order', () => {
  const seen: string[] = []
  compileSchedule(optimise(stepOf([{ move: 0, a: 0, b: 0 }], 'update')), fixed, (pass) => seen.push(pass))
  expect(seen).toEqual(['lower', ...schedulePasses.map(({ name }) => name)])
})
