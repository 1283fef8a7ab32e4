import type { Buffer, BufferId, ElementwiseName, Kernel, Loop, ProductKernel, Schedule } from '../schedule.ts'

/** Schedules written by hand, for tests of passes: f32 throughout. */

export const input = (length: number): Buffer => ({ dtype: 'f32', length, home: { kind: 'input' } })
export const temporary = (length: number): Buffer => ({ dtype: 'f32', length, home: { kind: 'temporary', place: null } })

/** to[i] = op(from₀[i], from₁[i], …); a copy without `op`. */
export function elements(length: number, to: BufferId, from: readonly BufferId[], op?: ElementwiseName): Loop {
  return {
    rows: 1,
    columns: length,
    inputs: from.map((buffer) => ({ kind: 'element', buffer, offset: 0, dtype: 'f32' })),
    body: op === undefined ? [] : [{ kind: 'elementwise', op, operands: from.map((_, i) => i), dtype: 'f32' }],
    outputs: [{ kind: 'element', register: op === undefined ? 0 : from.length, buffer: to, offset: 0 }],
  }
}

export function loops(...parts: readonly Loop[]): Kernel {
  return { kind: 'loops', loops: parts, once: false }
}

/** out [n, n] = left [n, n] times right [n, n] */
export function product(n: number, out: BufferId, left: BufferId, right: BufferId, epilogue: Loop | null = null): ProductKernel {
  const factor = (buffer: BufferId) => ({ buffer, offset: 0, batchStride: 0, rowStride: n, columnStride: 1 })
  return { kind: 'product', dtype: 'f32', batch: 1, m: n, n, k: n, left: factor(left), right: factor(right), out, epilogue, once: false }
}

/** Inputs and outputs are named by their buffers: b0, b1, … Each kernel in a phase of its own. */
export function schedule(buffers: readonly Buffer[], kernels: readonly Kernel[], outputs: readonly BufferId[]): Schedule {
  return {
    buffers,
    kernels,
    phases: kernels.map((_, kernel) => [kernel]),
    inputs: buffers.flatMap(({ home }, buffer) => (home.kind === 'input' ? [{ name: `b${buffer}`, buffer }] : [])),
    outputs: outputs.map((buffer) => ({ name: `b${buffer}`, buffer })),
  }
}
