import { allocate, sizeOf, type HostTensor, type NamedTensors } from '../../../shared/tensors.ts'
import { broadcastShapes } from '../../ops/broadcast.ts'
import { i32, spread } from '../../ops/conformance/case.ts'
import type { DifferentiableOps, Shape, Tensor } from '../../ops/ops.ts'
import { typesOf, type Program } from '../../program/program.ts'
import { record } from '../../program/record.ts'
import type { TrainingJob } from '../executor.ts'
import { moves } from './random-moves.ts'
import { Choices, exact, lengthOf, rounded, type Pool, type Value } from './random-values.ts'

const largestBound = 8
const mostElements = 2500

/** Tensors of a step whose shapes share axes, so that they meet in many ways; some axes are longer than any vector unit. */
function samples(choices: Choices, dtype: 'f32' | 'f64'): { readonly state: NamedTensors; readonly data: NamedTensors } {
  const [a, b, c] = [choices.of([3, 1, 17]), choices.of([4, 9, 33]), choices.of([2, 5])]
  return {
    state: {
      matrix: spread([a, b], dtype),
      row: spread([b], dtype, 1),
      stack: spread([c, a, b], dtype, 2),
      scalar: spread([], dtype, 3),
    },
    data: {
      table: spread([b, c], dtype, 4),
      column: spread([a, 1], dtype, 5),
      ofRows: i32([a], Array.from({ length: a }, (_, i) => (i * 5) % (b + 1))),
      ofPairs: i32([2, 3], [0, 1, 2, 1, 0, a]),
    },
  }
}

/** Keeps numbers where rounding stays small: what may have grown is scaled or bent. */
function bounded({ ops }: Pool, choices: Choices, value: Value): Value {
  if (value.bound <= largestBound) return value
  return choices.perhaps() ? rounded(ops.tanh(value.tensor), 1) : rounded(ops.mul(value.tensor, 1 / value.bound), 1)
}

function grow(pool: Pool, choices: Choices): Value[] {
  const values = [...pool.values]
  while (!choices.isOver) {
    const now = { ...pool, values }
    // Mostly the newest, so that long chains come about.
    const x = choices.perhaps() ? (values.at(-1) as Value) : choices.of(values)
    const made = choices.of(moves)(now, choices, x)
    if (made === null || made.tensor.shape.length > 4 || lengthOf(made.tensor.shape) > mostElements) continue
    values.push(bounded(now, choices, made))
  }
  return values
}

/** A value in the shape of a state: repeated where it broadcasts, else its mean. */
function fitted(ops: DifferentiableOps, { tensor }: Value, shape: Shape): Tensor {
  const both = broadcastShapes(tensor.shape, shape)
  if (both !== null && both.join() === shape.join()) return tensor
  return ops.div(ops.sum(tensor), lengthOf(tensor.shape))
}

/**
 * A step that reads state and data, computes what the numbers decide, moves every state by values and by a gradient through all of
 * them, and keeps some values as they are, of several shapes and dtypes.
 */
export function randomJob(numbers: readonly number[], dtype: 'f32' | 'f64', arrange: (program: Program) => Program, threads = 1): TrainingJob {
  const { state, data } = samples(new Choices(numbers), dtype)
  const step = arrange(record((ops) => {
    const choices = new Choices(numbers)
    samples(choices, dtype) // the same decisions again
    const input = (name: string, { shape, dtype: own }: HostTensor): Tensor => ops.input(name, shape, own)
    const states = Object.entries(state).map(([name, tensor]) => ({ name, tensor: input(name, tensor) }))
    const given = Object.entries(data).map(([name, tensor]) => input(name, tensor))
    const pool: Pool = {
      ops,
      dtype,
      // A state is rounded from its first step on; what stands in the data is not.
      values: [...states.map(({ tensor }) => rounded(tensor, 2)), ...given.filter((tensor) => tensor.dtype === dtype).map((tensor) => exact(tensor, 2))],
      indices: given.filter((tensor) => tensor.dtype === 'i32'),
    }
    const values = grow(pool, choices)
    const late = values.slice(-6)
    const total = late.map(({ tensor }) => ops.div(ops.sum(ops.mul(tensor, ops.constant(spread(tensor.shape, dtype, 6)))), lengthOf(tensor.shape)))
    const gradients = ops.gradient(total.reduce((sum, part) => ops.add(sum, part)), states.map(({ tensor }) => tensor))
    const moved = states.map(({ name, tensor }, i) => {
      const by = fitted(ops, late[i % late.length] as Value, tensor.shape)
      const g = gradients[i] as Tensor
      // g / (1 + g²) has no large elements, however large the gradient is.
      const pull = ops.div(g, ops.add(ops.mul(g, g), 1))
      return [name, ops.add(ops.mul(tensor, 0.5), ops.sub(ops.mul(by, 0.1), pull))] as const
    })
    const kept = late.slice(-3).map(({ tensor }, i) => [`kept${i}`, tensor] as const)
    const counted = ops.cast(ops.less(late.at(-1)?.isExact ? (late.at(-1) as Value).tensor : ops.full([], 0, dtype), 0.5), 'i32')
    return { ...Object.fromEntries(moved), ...Object.fromEntries(kept), counted }
  }))
  const types = typesOf(step)
  const whole = step.outputs.map(({ name, value }): [string, HostTensor] => {
    const { shape, dtype: own } = types.get(value) as Tensor
    const stored = own === 'bool' ? 'i32' : own
    return [name, state[name] ?? { shape, dtype: stored, data: allocate(stored, sizeOf(shape)) }]
  })
  return { step, evaluate: record(() => ({})), data, state: Object.fromEntries(whole), stepsDone: 0, threads }
}
