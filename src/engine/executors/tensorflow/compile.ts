import { sizeOf, type HostTensor } from '../../../shared/tensors.ts'
import { allocateDense, toHost, type DenseTensor } from '../../ops/dense.ts'
import { bindKernel } from '../../ops/reference/kernels.ts'
import type { TensorType } from '../../ops/primitives.ts'
import { typesOf, type Instruction, type Program, type Value } from '../../program/program.ts'
import { invariantValues, lastUses } from '../reference/liveness.ts'
import type { Device } from './device.ts'
import { makeKernel } from './kernels.ts'
import { hostValues } from './placement.ts'
import type { TfTensor } from './tfjs.ts'

/** An input that no step changes, on both sides; f64 stays on the host. */
export interface FixedInput {
  readonly host: HostTensor
  readonly tensor: TfTensor | null
}

/**
 * Where an output stands: on the device, or in an array that the next run overwrites. `isFresh` says that the tensor was made in
 * this run and stands for this output alone; others belong to the state before, to the data or to the program.
 */
export type Placed = { readonly tensor: TfTensor; readonly isFresh: boolean } | { readonly host: DenseTensor }

/** A program on the device. */
export interface DeviceProgram {
  /** Computes all outputs, inside a `tidy` of the caller. `state` holds the inputs that change. */
  run(state: ReadonlyMap<string, TfTensor>, step: number): ReadonlyMap<string, Placed>
  dispose(): void
}

/**
 * Gives every operation a kernel, on the device or on the host. What depends on nothing but constants and fixed inputs is computed
 * here, once; every other tensor of the device is released as soon as its last reader has run.
 */
export function compileProgram(device: Device, program: Program, fixed: ReadonlyMap<string, FixedInput>): DeviceProgram {
  const types = typesOf(program)
  const typeOf = (value: Value): TensorType => types.get(value) as TensorType
  const onHost = hostValues(program)
  const invariant = invariantValues(program, new Set(fixed.keys()))
  for (const { value, type } of program.instructions) if (sizeOf(type.shape) === 0) invariant.add(value)
  const needed = neededLater(program, invariant)
  const dead = deadAfter(program, invariant)
  const context = { step: 0 }

  /** Tensors that outlast the runs, and those that this program has to release itself. */
  const lasting = new Map<Value, TfTensor>()
  const owned: TfTensor[] = []
  /** Elements that are in host memory: what the host computes, and fixed inputs. */
  const inHost = new Map<Value, DenseTensor>()
  let live = new Map<Value, TfTensor>()

  const own = (tensor: TfTensor): TfTensor => {
    owned.push(device.tf.keep(tensor))
    return tensor
  }
  const send = (value: Value): TfTensor => {
    const tensor = device.upload(inHost.get(value) as DenseTensor)
    live.set(value, tensor)
    return tensor
  }
  const tensorOf = (value: Value): TfTensor => live.get(value) ?? lasting.get(value) ?? send(value)
  const known = (value: Value): HostTensor | null => {
    if (!invariant.has(value)) return null
    return toHost(inHost.get(value) ?? device.download(tensorOf(value)))
  }

  function hostAction({ value, primitive, operands, type }: Instruction): () => void {
    const out = allocateDense(type)
    inHost.set(value, out)
    if (sizeOf(type.shape) === 0) return () => {}
    const fetched: (() => void)[] = []
    const arrays = operands.map((operand) => {
      const there = inHost.get(operand)
      if (there !== undefined) return there
      const copy = allocateDense(typeOf(operand))
      fetched.push(() => copy.data.set(tensorOf(operand).dataSync()))
      return copy
    })
    const kernel = bindKernel(primitive, arrays, out, context)
    return () => {
      for (const fetch of fetched) fetch()
      kernel()
    }
  }

  function deviceAction({ value, primitive, operands, type }: Instruction): () => void {
    const making = { device, operands: operands.map(typeOf), out: type, keep: own, known: (place: number) => known(operands[place] as Value) }
    const kernel = makeKernel(primitive, making)
    return () => void live.set(value, kernel(...operands.map(tensorOf)))
  }

  for (const { name, value } of program.inputs) {
    const input = fixed.get(name)
    if (input === undefined) continue
    if (input.tensor !== null) lasting.set(value, input.tensor)
    inHost.set(value, input.host)
  }

  const actions: (() => void)[] = []
  device.tf.tidy(() => {
    program.instructions.forEach((instruction, place) => {
      const { value } = instruction
      const action = onHost.has(value) ? hostAction(instruction) : deviceAction(instruction)
      if (invariant.has(value)) {
        action()
        return
      }
      const gone = dead.get(place) ?? []
      actions.push(() => {
        action()
        for (const each of gone) release(each)
      })
    })
    for (const value of needed) {
      const isWide = inHost.get(value)?.dtype === 'f64'
      if (!lasting.has(value) && !isWide) lasting.set(value, own(tensorOf(value)))
    }
  })

  function release(value: Value): void {
    live.get(value)?.dispose()
    live.delete(value)
  }

  return {
    run(state, step) {
      context.step = step
      live = new Map()
      for (const { name, value } of program.inputs) if (!fixed.has(name)) live.set(value, state.get(name) as TfTensor)
      for (const action of actions) action()
      const placed = new Map<string, Placed>()
      const taken = new Set(program.inputs.map(({ value }) => value))
      for (const { name, value } of program.outputs) {
        const tensor = live.get(value) ?? lasting.get(value)
        const isFresh = live.has(value) && !taken.has(value)
        placed.set(name, tensor !== undefined ? { tensor, isFresh } : { host: inHost.get(value) as DenseTensor })
        taken.add(value)
      }
      live = new Map()
      return placed
    },
    dispose() {
      for (const tensor of owned) tensor.dispose()
    },
  }
}

/** Invariant values that a run of the program reads. */
function neededLater(program: Program, invariant: ReadonlySet<Value>): Set<Value> {
  const running = program.instructions.filter(({ value }) => !invariant.has(value))
  const read = [...running.flatMap(({ operands }) => operands), ...program.outputs.map(({ value }) => value)]
  return new Set(read.filter((value) => invariant.has(value)))
}

/** For each place the values of a run that are read there for the last time. Every value has a tensor of its own here, renamed or not. */
function deadAfter(program: Program, invariant: ReadonlySet<Value>): Map<number, Value[]> {
  const lasting = new Set([...program.inputs, ...program.outputs].map(({ value }) => value))
  const isPassing = (value: Value): boolean => !lasting.has(value) && !invariant.has(value)
  return new Map([...lastUses(program, new Map())].map(([place, values]) => [place, values.filter(isPassing)]))
}
