import type { DenseTensor } from '../dense.ts'
import { rowMajorStrides } from '../dense.ts'
import type { Primitive } from '../primitives.ts'
import type { Bind } from './kernel.ts'
import { walk, wholeView, type View } from './walk.ts'

/** The result as an iteration over the operand's shape sees it: it stands still along the reduced axes. */
function reducedView(x: DenseTensor, axes: readonly number[]): View {
  const kept = rowMajorStrides(x.shape.map((d, axis) => (axes.includes(axis) ? 1 : d)))
  return { offset: 0, strides: kept.map((stride, axis) => (axes.includes(axis) ? 0 : stride)) }
}

/** Folds x into f64 totals in row-major order and rounds each once. */
function bindFold(x: DenseTensor, axes: readonly number[], out: DenseTensor, start: number, run: FoldRun): () => void {
  const totals = new Float64Array(out.data.length)
  const { length, runs, starts, steps } = walk(x.shape, [reducedView(x, axes), wholeView(x.shape)])
  const [o, i] = starts as [Int32Array, Int32Array]
  const [dout, dx] = steps as [number, number]
  return () => {
    totals.fill(start)
    for (let r = 0; r < runs; r++) run(totals, o[r]!, dout, x.data, i[r]!, dx, length)
    for (let place = 0; place < totals.length; place++) out.data[place] = totals[place]!
  }
}

type FoldRun = (totals: Float64Array, o: number, dout: number, x: DenseTensor['data'], i: number, dx: number, n: number) => void

const addRun: FoldRun = (totals, o, dout, x, i, dx, n) => {
  if (dout === 0) {
    let total = totals[o]!
    for (let k = 0; k < n; k++) total += x[i + k * dx]!
    totals[o] = total
  } else {
    for (let k = 0; k < n; k++) totals[o + k * dout]! += x[i + k * dx]!
  }
}

/** NaN wins. */
const maxRun: FoldRun = (totals, o, dout, x, i, dx, n) => {
  for (let k = 0; k < n; k++) totals[o + k * dout] = Math.max(totals[o + k * dout]!, x[i + k * dx]!)
}

export const bindSum: Bind<Primitive<'sum'>> = ({ axes }, operands, out) => bindFold(operands[0]!, axes, out, 0, addRun)

export const bindMax: Bind<Primitive<'max'>> = ({ axes }, operands, out) => bindFold(operands[0]!, axes, out, -Infinity, maxRun)

/** The first of equal elements; NaN counts as the largest. */
export const bindArgmax: Bind<Primitive<'argmax'>> = ({ axis }, operands, out) => {
  const x = operands[0]!
  const length = x.shape[axis] ?? 1
  const inner = rowMajorStrides(x.shape)[axis] ?? 1
  return () => {
    for (let place = 0; place < out.data.length; place++) {
      const first = Math.floor(place / inner) * inner * length + (place % inner)
      let best = 0
      let largest = x.data[first]!
      for (let k = 1; k < length && !Number.isNaN(largest); k++) {
        const element = x.data[first + k * inner]!
        if (element > largest || Number.isNaN(element)) {
          largest = element
          best = k
        }
      }
      out.data[place] = best
    }
  }
}
