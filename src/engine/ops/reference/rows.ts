import type { DenseTensor } from '../dense.ts'
import type { Primitive } from '../primitives.ts'
import type { Bind } from './kernel.ts'

/** Operations on rows by index. An index outside the range names no row: it reads zeros and adds nowhere. */

export const bindOneHot: Bind<Primitive<'oneHot'>> = ({ depth }, operands, out) => {
  const indices = operands[0]!.data
  return () => {
    out.data.fill(0)
    for (let row = 0; row < indices.length; row++) {
      const index = indices[row]!
      if (index >= 0 && index < depth) out.data[row * depth + index] = 1
    }
  }
}

export const bindGather: Bind<Primitive<'gather'>> = (_, operands, out) => {
  const [table, { data: indices }] = operands as [DenseTensor, DenseTensor]
  const rows = table.shape[0] ?? 0
  const width = indices.length === 0 ? 0 : out.data.length / indices.length
  return () => {
    const from = table.data
    const to = out.data
    for (let row = 0; row < indices.length; row++) {
      const index = indices[row]!
      const at = row * width
      if (index >= 0 && index < rows) for (let k = 0; k < width; k++) to[at + k] = from[index * width + k]!
      else to.fill(0, at, at + width)
    }
  }
}

/** Sums in f64 in order of the rows, rounded once. */
export const bindSegmentSum: Bind<Primitive<'segmentSum'>> = ({ segments }, operands, out) => {
  const [values, { data: indices }] = operands as [DenseTensor, DenseTensor]
  const totals = new Float64Array(out.data.length)
  const width = segments === 0 ? 0 : totals.length / segments
  return () => {
    const from = values.data
    totals.fill(0)
    for (let row = 0; row < indices.length; row++) {
      const index = indices[row]!
      if (index < 0 || index >= segments) continue
      const at = index * width
      for (let k = 0; k < width; k++) totals[at + k]! += from[row * width + k]!
    }
    for (let place = 0; place < totals.length; place++) out.data[place] = totals[place]!
  }
}
