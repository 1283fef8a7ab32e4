import type { DType, Shape } from '../../ops/ops.ts'
import { sameShape, type TensorType } from '../../ops/primitives.ts'
import { sizeOf, type HostTensor } from '../../../shared/tensors.ts'
import { accessesOf } from './accesses.ts'
import { LoopBuilder } from './loop-builder.ts'
import { inputOf, outputOf, spaceOf } from './loop-inputs.ts'
import type { Buffer, BufferId, Kernel, Loop, LoopInput, Register } from './schedule.ts'
import { broadcastView, isRowMajor, reshapeView, rowMajor, type View } from './views.ts'

/** What stands behind a value while a program is lowered: a view of a buffer, or a number or the step, which loops make themselves. */
export type Source =
  | (View & { readonly kind: 'view' })
  | { readonly kind: 'number'; readonly value: number; readonly dtype: DType; readonly shape: Shape }
  | { readonly kind: 'step'; readonly dtype: 'f64'; readonly shape: Shape }

export function asSource(view: View): Source {
  return { ...view, kind: 'view' }
}

/** Without what says whether it runs once: `emit` finds that out. */
type Plain<K> = K extends Kernel ? Omit<K, 'once'> : never

/** The schedule of a program in the making. */
export class Lowering {
  readonly buffers: Buffer[] = []
  readonly kernels: Kernel[] = []
  /** Buffers that are the same in every step. */
  private readonly still = new Set<BufferId>()
  /** Buffers that hold 0, 1, 2, …: loops count for themselves. */
  private readonly counting = new Set<BufferId>()
  private readonly copies = new Map<string, View>()

  input(dtype: DType, length: number, isFixed: boolean): BufferId {
    const buffer = this.add({ dtype, length, home: { kind: 'input' } })
    if (isFixed) this.still.add(buffer)
    return buffer
  }

  constant(value: HostTensor): View {
    const buffer = this.add({ dtype: value.dtype, length: value.data.length, home: { kind: 'constant', value } })
    this.still.add(buffer)
    return rowMajor(buffer, value.dtype, value.shape)
  }

  count(n: number): View {
    const view = this.constant({ shape: [n], dtype: 'i32', data: Int32Array.from({ length: n }, (_, i) => i) })
    this.counting.add(view.buffer)
    return view
  }

  /** Room for a tensor. */
  temporary({ dtype, shape }: TensorType): View {
    return rowMajor(this.add({ dtype, length: sizeOf(shape), home: { kind: 'temporary', place: null } }), dtype, shape)
  }

  private add(buffer: Buffer): BufferId {
    this.buffers.push(buffer)
    return this.buffers.length - 1
  }

  emit(kernel: Plain<Kernel>): void {
    const whole = { ...kernel, once: false } as Kernel
    // A kernel that reads nothing that changes is run before the first step.
    const { reads, writes } = accessesOf(whole)
    const once = reads.every(({ buffer }) => this.still.has(buffer)) && !readsStep(whole)
    if (once) for (const { buffer } of writes) this.still.add(buffer)
    this.kernels.push({ ...whole, once })
  }

  loops(loops: readonly Loop[]): void {
    if (loops.length > 0) this.emit({ kind: 'loops', loops })
  }

  /** A source as a register of a loop over `shape`, to which it broadcasts; the axes from `split` on are columns. */
  read(builder: LoopBuilder, source: Source, shape: Shape, split?: number): Register {
    if (source.kind === 'number') return builder.number(source.value, source.dtype)
    if (source.kind === 'step') return builder.add({ kind: 'step', dtype: 'f64' })
    return builder.add(this.counted(inputOf(broadcastView(source, shape), split), builder))
  }

  private counted(input: LoopInput, { space }: LoopBuilder): LoopInput {
    if (!('buffer' in input) || input.offset !== 0 || !this.counting.has(input.buffer)) return input
    if (input.kind === 'column' || (input.kind === 'element' && space.rows === 1)) return { kind: 'columnIndex', dtype: 'i32' }
    if (input.kind === 'row' || (input.kind === 'element' && space.columns === 1)) return { kind: 'rowIndex', dtype: 'i32' }
    return input
  }

  /** A loop over the shape of `type` that computes each element from the sources and writes it row by row. */
  elements(type: TensorType, sources: readonly Source[], compute: (builder: LoopBuilder, registers: readonly Register[]) => Register): View {
    const out = this.temporary(type)
    const builder = new LoopBuilder(spaceOf(type.shape))
    const register = compute(builder, sources.map((source) => this.read(builder, source, type.shape)))
    builder.write(outputOf(out, register))
    this.loops([builder.build()])
    return out
  }

  /** A loop that copies a source to where it is wanted, of the same shape. */
  copyLoop(source: Source, to: View): Loop {
    const builder = new LoopBuilder(spaceOf(to.shape))
    builder.write(outputOf(to, this.read(builder, source, to.shape)))
    return builder.build()
  }

  /** The source in a buffer of its own; readers of one view share the copy. */
  copy(source: Source): View {
    const key = source.kind === 'view' ? [source.buffer, source.offset, ...source.shape, ...source.strides].join() : null
    const earlier = key === null ? undefined : this.copies.get(key)
    if (earlier !== undefined) return earlier
    const made = this.elements(source, [source], (_, [x]) => x as Register)
    if (key !== null) this.copies.set(key, made)
    return made
  }

  copySource(source: Source): Source {
    return asSource(this.copy(source))
  }

  /** As a view of some buffer. */
  view(source: Source): View {
    return source.kind === 'view' ? source : this.copy(source)
  }

  /** As a view that begins with its buffer and has no gaps: for kernels that read whole tensors. */
  whole(source: Source): View {
    return source.kind === 'view' && source.offset === 0 && isRowMajor(source) ? source : this.copy(source)
  }

  reshape(source: Source, shape: Shape): Source {
    if (source.kind !== 'view') return { ...source, shape }
    if (sameShape(source.shape, shape)) return source
    const view = reshapeView(source, shape) ?? reshapeView(this.copy(source), shape)
    return asSource(view as View)
  }
}

function readsStep(kernel: Kernel): boolean {
  return kernel.kind === 'loops' && kernel.loops.some(({ inputs }) => inputs.some(({ kind }) => kind === 'step'))
}
