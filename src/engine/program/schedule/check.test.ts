import { describe, expect, test } from 'vitest'
import { checkSchedule } from './check.ts'
import type { Buffer, Kernel, Loop, Schedule } from './schedule.ts'

const input: Buffer = { dtype: 'f32', length: 12, home: { kind: 'input' } }
const temporary = (length: number, dtype: Buffer['dtype'] = 'f32', place: number | null = null): Buffer => ({ dtype, length, home: { kind: 'temporary', place } })
const element = (buffer: number, offset = 0) => ({ kind: 'element', buffer, offset, dtype: 'f32' }) as const
const neg = { kind: 'elementwise', op: 'neg', operands: [0], dtype: 'f32' } as const
const write = (buffer: number, register = 1, offset = 0) => ({ kind: 'element', register, buffer, offset }) as const

/** b → −b over 3 × 4. */
const negated = (from: number, to: number): Loop => ({ rows: 3, columns: 4, inputs: [element(from)], body: [neg], outputs: [write(to)] })
const kernel = (loop: Loop, once = false): Kernel => ({ kind: 'loops', loops: [loop], once })

/** b0 → −b0 in b1 → b0 in b2. */
const sound: Schedule = {
  buffers: [input, temporary(12), temporary(12)],
  kernels: [kernel(negated(0, 1)), kernel(negated(1, 2))],
  phases: [[0], [1]],
  inputs: [{ name: 'x', buffer: 0 }],
  outputs: [{ name: 'y', buffer: 2 }],
}
const first = (loop: Partial<Loop>): Schedule => ({ ...sound, kernels: [kernel({ ...negated(0, 1), ...loop }), kernel(negated(1, 2))] })

test('a sound schedule comes back as it is', () => {
  expect(checkSchedule(sound)).toBe(sound)
})

const faults: Record<string, readonly [schedule: Schedule, message: RegExp]> = {
  'a kernel in no phase': [{ ...sound, phases: [[0]] }, /phases list kernels 0 of 2/],
  'a kernel in two phases': [{ ...sound, phases: [[0], [1], [1]] }, /phases list kernels/],
  'a read past the end of a buffer': [first({ inputs: [element(0, 1)] }), /elements 1 to 13 of buffer 0, which has 12/],
  'a write before the beginning': [first({ outputs: [write(1, 1, -1)] }), /elements -1 to 11 of buffer 1/],
  'another dtype than the buffer’s': [{ ...sound, buffers: [input, temporary(12, 'i32'), temporary(12)] }, /buffer 1 is i32, written as f32/],
  'a register that is bound later': [first({ body: [{ ...neg, operands: [1] }] }), /register 1 is used before it is bound/],
  'a step of a dtype that the shape rules do not give': [first({ body: [{ ...neg, dtype: 'f64' }] }), /a step neg gives f32 but is marked f64/],
  'dtypes that meet': [first({ body: [{ kind: 'number', value: 1, dtype: 'f64' }, { kind: 'elementwise', op: 'add', operands: [0, 1], dtype: 'f32' }], outputs: [write(1, 2)] }), /dtypes never mix/],
  'digits that do not make the space': [first({ inputs: [{ kind: 'strided', buffer: 0, offset: 0, dtype: 'f32', rowAxes: [{ length: 2, stride: 4 }], columnAxes: [{ length: 4, stride: 1 }] }] }), /digits of 2 × 4 in a loop of 3 × 4/],
  'a reduction of what is the same in all columns': [first({ inputs: [{ kind: 'row', buffer: 0, offset: 0, dtype: 'f32' }], body: [{ kind: 'rowReduce', op: 'sum', operand: 0, dtype: 'f32' }], outputs: [write(1)] }), /a row reduction of a register of span row/],
  'rows from elements': [first({ outputs: [{ kind: 'row', register: 1, buffer: 1, offset: 0 }] }), /an output of rows from a register of span element/],
  'the product of no product': [first({ inputs: [{ kind: 'product', dtype: 'f32' }] }), /an input `product` where there is none/],
  'two kernels of a phase that meet in a buffer': [{ ...sound, phases: [[0, 1]] }, /two kernels of one phase meet in buffer 1/],
  'a buffer read before it is written': [{ ...sound, phases: [[1], [0]] }, /buffer 1 is read where nothing has been written/],
  'an output that nobody writes': [{ ...sound, outputs: [{ name: 'y', buffer: 3 }], buffers: [...sound.buffers, temporary(1)] }, /buffer 3 is read where nothing has been written/],
  'a loop that reads beside what it writes': [
    { ...sound, buffers: [{ ...input, length: 16 }, ...sound.buffers.slice(1)], kernels: [kernel({ ...negated(0, 0), inputs: [element(0, 4)] }), kernel(negated(0, 2))], outputs: [] },
    /a loop reads buffer 0 at other elements than it writes/,
  ],
  'a place that two buffers use at once': [{ ...sound, buffers: [input, temporary(12, 'f32', 0), temporary(12, 'f32', 0)] }, /stand in one place/],
  'a kernel that runs once and reads what changes': [{ ...sound, kernels: [kernel(negated(0, 1)), kernel(negated(1, 2), true)] }, /runs once touches buffer 1, which changes/],
  'a kernel that runs once and reads the step': [
    { ...sound, kernels: [kernel({ rows: 3, columns: 4, inputs: [{ kind: 'step', dtype: 'f64' }], body: [{ kind: 'elementwise', op: 'cast', operands: [0], dtype: 'f32' }], outputs: [write(1)] }, true), kernel(negated(1, 2))] },
    /runs once reads the step/,
  ],
  'a result computed once in a shared place': [
    { ...sound, buffers: [input, temporary(12, 'f32', 0), temporary(12), temporary(12, 'f32', 0)], kernels: [kernel(negated(0, 1), true), kernel(negated(1, 2))] },
    /buffer 1 is written once but shares its place/,
  ],
}

describe('is refused:', () => {
  for (const [title, [schedule, message]] of Object.entries(faults)) test(title, () => expect(() => checkSchedule(schedule, 'a test')).toThrow(message))
})

test('the refusal names the pass', () => {
  expect(() => checkSchedule({ ...sound, phases: [] }, 'fuse-loops')).toThrow(/not well formed, after fuse-loops/)
})

test('a product may not write over its factors, an epilogue has its rows and columns', () => {
  const factor = { buffer: 0, offset: 0, batchStride: 0, rowStride: 2, columnStride: 1 }
  const product: Kernel = { kind: 'product', dtype: 'f32', batch: 1, m: 2, n: 2, k: 2, left: factor, right: factor, out: 0, epilogue: null, once: false }
  const alone = (one: Kernel): Schedule => ({ ...sound, kernels: [one], phases: [[0]], outputs: [] })
  expect(() => checkSchedule(alone(product))).toThrow(/a product writes buffer 0, which is one of its factors/)
  expect(() => checkSchedule(alone({ ...product, out: 1, epilogue: negated(1, 2) }))).toThrow(/an epilogue of 3 × 4 to a product of 2 × 2/)
})
