import type { DifferentiableOps, Tensor } from '../../engine/ops/ops.ts'
import { opsOver } from '../../engine/ops/primitive-ops.ts'
import { infer } from '../../engine/ops/shapes.ts'
import { allocate, sizeOf, type HostTensor, type NamedTensors } from '../../shared/tensors.ts'
import type { MeasureInput, Network } from '../types.ts'

/** What the network makes of some rows. */
export interface Pass {
  /** [rows, outputs] in the precision of the run. */
  readonly outputs: HostTensor
  /** What the model noted on the way, of the names that were asked for. */
  readonly notes: NamedTensors
}

/** More numbers than this are not asked of one pass: half a gigabyte in f32. */
const mostNumbers = 2 ** 27

const passes = new WeakMap<MeasureInput, Map<string, Promise<Pass>>>()
const notesOf = new WeakMap<Network, ReadonlyMap<string, Tensor>>()

/**
 * The outputs for every example of the task, in its order, with the named notes. Measures of the same weights share a pass: one that
 * was made with more notes serves too.
 */
export function forwardExamples(input: MeasureInput, names: readonly string[] = []): Promise<Pass> {
  return shared(input, 'examples', names, () => input.examples.inputs.values)
}

/** The same for rows that are made up: tokens i32 [n, columns], or features [n, columns]. `rows` names them; the same name always stands for the same rows. */
export function forwardRows(input: MeasureInput, rows: string, inputs: () => HostTensor, names: readonly string[] = []): Promise<Pass> {
  return shared(input, rows, names, inputs)
}

function shared(input: MeasureInput, rows: string, names: readonly string[], inputs: () => HostTensor): Promise<Pass> {
  const own = passes.get(input) ?? new Map<string, Promise<Pass>>()
  passes.set(input, own)
  const wanted = [rows, ...names]
  const fitting = [...own].find(([key]) => wanted.every((name) => (JSON.parse(key) as string[]).includes(name)))
  if (fitting !== undefined) return fitting[1]
  const pass = passOver(input, inWorkingPrecision(inputs(), input.config.precision), names)
  own.set(JSON.stringify(wanted), pass)
  return pass
}

async function passOver({ network, compute }: MeasureInput, inputs: HostTensor, names: readonly string[]): Promise<Pass> {
  const { outputs, ...notes } = await compute.run(
    `forward ${inputs.dtype} ${inputs.shape.join('x')} ${names.join()}`,
    (ops) => {
      const kept: Record<string, Tensor> = {}
      const out = network.outputs(ops, network.weights(ops), ops.input('measured.inputs', inputs.shape, inputs.dtype), (name, tensor) => {
        if (names.includes(name)) kept[`note ${name}`] = tensor
      })
      return { outputs: out, ...kept }
    },
    { 'measured.inputs': inputs },
  )
  if (outputs === undefined) throw new Error('A forward pass came back without outputs.')
  return { outputs, notes: Object.fromEntries(Object.entries(notes).map(([name, value]) => [name.slice('note '.length), value])) }
}

/** What the model notes of so many rows like those of the task, with shapes: found by writing its program down, nothing is computed. */
export function notedBy({ network, examples: { inputs }, config }: MeasureInput): ReadonlyMap<string, Tensor> {
  const known = notesOf.get(network)
  if (known !== undefined) return known
  const found = new Map<string, Tensor>()
  const ops = shapesOnly()
  const { shape, dtype } = inputs.values
  network.outputs(ops, network.weights(ops), ops.input('measured.inputs', shape, dtype === 'i32' ? dtype : config.precision), (name, tensor) => found.set(name, tensor))
  notesOf.set(network, found)
  return found
}

/** Names of the notes that hold activations of neurons, [rows, neurons]. */
export function neuronLayers(input: MeasureInput): readonly string[] {
  return [...notedBy(input)].filter(([name, { shape }]) => /^(hidden\.\d+|blocks\.\d+\.hidden)$/.test(name) && shape.length === 2).map(([name]) => name)
}

/** Null where a pass over so many rows fits in memory with its notes, else a sentence. */
export function tooLarge(input: MeasureInput, rows: number, names: readonly string[] = []): string | null {
  const { answers } = input.examples
  const outputs = answers.kind === 'classes' ? answers.classes : (answers.values.shape[1] ?? 0)
  const notes = notedBy(input)
  const numbers = rows * names.reduce((sum, name) => sum + sizeOf(notes.get(name)?.shape.slice(1) ?? [0]), outputs)
  return numbers <= mostNumbers ? null : `It reads ${numbers.toLocaleString('en')} numbers for ${rows.toLocaleString('en')} rows, more than the ${mostNumbers.toLocaleString('en')} that one measure may hold.`
}

/** Operations that only know shapes. */
function shapesOnly(): DifferentiableOps {
  return {
    ...opsOver(infer),
    input: (_name, shape, dtype) => ({ shape, dtype }),
    gradient: (_scalar, wrt) => wrt.map(({ shape, dtype }) => ({ shape, dtype })),
  }
}

function inWorkingPrecision(tensor: HostTensor, precision: 'f32' | 'f64'): HostTensor {
  if (tensor.dtype === 'i32' || tensor.dtype === precision) return tensor
  const data = allocate(precision, tensor.data.length)
  data.set(tensor.data)
  return { shape: tensor.shape, dtype: precision, data }
}
