import type { HostTensor, NamedTensors } from '../../../shared/tensors.ts'
import type { MeasureInput } from '../../types.ts'

/** The same run with a network whose forward passes give these outputs and notes, whatever is asked. */
export function withOutputs(input: MeasureInput, outputs: HostTensor, notes: NamedTensors = {}): MeasureInput {
  const run = (): Promise<NamedTensors> => Promise.resolve({ outputs, ...Object.fromEntries(Object.entries(notes).map(([name, value]) => [`note ${name}`, value])) })
  return { ...input, compute: { ...input.compute, run } }
}

/** f64 [rows, columns] */
export function tensor(rows: number, columns: number, value: (row: number, column: number) => number): HostTensor {
  return { shape: [rows, columns], dtype: 'f64', data: Float64Array.from({ length: rows * columns }, (_, i) => value(Math.floor(i / columns), i % columns)) }
}
