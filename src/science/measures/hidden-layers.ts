import type { MeasureInput } from '../types.ts'
import { neuronLayers, notedBy } from './forward.ts'

/** The layers of neurons that the model notes, first to last, with how many neurons each has. */
export function hiddenLayers(input: MeasureInput): readonly { readonly name: string; readonly width: number }[] {
  const shapes = notedBy(input)
  return neuronLayers(input).map((name) => ({ name, width: shapes.get(name)?.shape[1] ?? 0 }))
}
