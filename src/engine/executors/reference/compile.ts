import type { DenseTensor } from '../../ops/dense.ts'
import type { KernelContext } from '../../ops/reference/kernel.ts'
import { bindKernel } from '../../ops/reference/kernels.ts'
import type { Program, Value } from '../../program/program.ts'
import { BufferPool } from './buffers.ts'
import { invariantValues, lastUses, storageOf } from './liveness.ts'

/** A program on fixed buffers. */
export interface CompiledProgram {
  /** Computes all outputs from what stands in the inputs' buffers now. Allocates nothing. */
  run(): void
  /** Where the outputs stand after `run`, until the next. */
  readonly outputs: ReadonlyMap<string, DenseTensor>
  /** Arrays behind all values but the inputs. */
  readonly arrays: number
}

/**
 * Gives every value a buffer and every instruction a kernel. Buffers are used again as soon as their last reader has run;
 * what depends on nothing but constants and the inputs named in `fixed` is computed here, once.
 */
export function compileProgram(
  program: Program,
  inputs: ReadonlyMap<string, DenseTensor>,
  fixed: ReadonlySet<string>,
  context: KernelContext,
): CompiledProgram {
  const storage = storageOf(program)
  const invariant = invariantValues(program, fixed)
  const freed = lastUses(program, storage)
  const given = new Set(program.inputs.map(({ value }) => value))
  const pool = new BufferPool()
  const tensors = new Map<Value, DenseTensor>()
  const tensorOf = (value: Value): DenseTensor => tensors.get(value) as DenseTensor
  for (const { name, value } of program.inputs) tensors.set(value, inputs.get(name) as DenseTensor)

  const kernels: (() => void)[] = []
  const prepare: (() => void)[] = []
  program.instructions.forEach(({ value, primitive, operands, type }, place) => {
    const home = storage.get(value) ?? value
    if (home !== value) {
      tensors.set(value, { ...type, data: tensorOf(home).data })
    } else {
      // What is computed once must outlast every step, so it never stands in an array that something else writes.
      const out = invariant.has(value) ? pool.make(type) : pool.take(type)
      tensors.set(value, out)
      const kernel = bindKernel(primitive, operands.map(tensorOf), out, context)
      if (invariant.has(value)) prepare.push(kernel)
      else kernels.push(kernel)
    }
    for (const dead of freed.get(place) ?? []) if (!given.has(dead) && !invariant.has(dead)) pool.give(tensorOf(dead))
  })

  for (const kernel of prepare) kernel()
  return {
    run() {
      for (const kernel of kernels) kernel()
    },
    arrays: pool.arrays,
    outputs: new Map(program.outputs.map(({ name, value }) => [name, tensorOf(value)])),
  }
}
