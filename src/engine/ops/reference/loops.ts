import type { DenseData, DenseTensor } from '../dense.ts'
import type { Shape } from '../ops.ts'
import { walk, type View } from './walk.ts'

/** One element of the result from one element of each operand. bool arrives and leaves as 0 and 1. */
export type ElementFunction = (...elements: number[]) => number

type Loop = (n: number, out: DenseData, o: number, dout: number, ...operands: readonly (DenseData | number)[]) => void

const loops = new Map<string, Loop>()

/**
 * The loop `out[o] = f(x0[i0], x1[i1], …)` over n elements, each index with a step of its own.
 *
 * It is compiled from text so that each (operation, dtypes) has a loop of its own: V8 shares what it learns about types
 * between all closures of one source function, and a shared loop that has met several functions and kinds of array no longer
 * inlines `f`: measured 5 to 10 times slower. The text holds no input, only the number of operands.
 */
function compileLoop(f: ElementFunction, arity: number): Loop {
  const places = Array.from({ length: arity }, (_, v) => v)
  const parameters = places.map((v) => `x${v}, i${v}, d${v}`).join(', ')
  const elements = places.map((v) => `x${v}[i${v}]`).join(', ')
  const advance = places.map((v) => `i${v} += d${v}`).join(', ')
  const text = `return function (n, out, o, dout, ${parameters}) { for (; n > 0; n--, o += dout, ${advance}) out[o] = f(${elements}) }`
  return new Function('f', text)(f) as Loop
}

/** The loop of an operation for given dtypes, compiled once a process. */
function loopFor(name: string, f: ElementFunction, out: DenseTensor, operands: readonly DenseTensor[]): Loop {
  const key = [name, out.dtype, ...operands.map((operand) => operand.dtype)].join(' ')
  const known = loops.get(key)
  if (known) return known
  const made = compileLoop(f, operands.length)
  loops.set(key, made)
  return made
}

/**
 * A run of `f` over a shape, result and operands seen through views. `name` stands for `f`: two functions never share one.
 */
export function bindLoop(
  name: string,
  f: ElementFunction,
  shape: Shape,
  out: readonly [DenseTensor, View],
  operands: readonly (readonly [DenseTensor, View])[],
): () => void {
  const tensors = operands.map(([tensor]) => tensor)
  const loop = loopFor(name, f, out[0], tensors)
  const { length, runs, starts, steps } = walk(shape, [out[1], ...operands.map(([, view]) => view)])
  const [o, a, b, c] = starts as [Int32Array, Int32Array, Int32Array, Int32Array]
  const [dout, da, db, dc] = steps as [number, number, number, number]
  const data = out[0].data
  const [x, y, z] = tensors.map((tensor) => tensor.data) as [DenseData, DenseData, DenseData]
  switch (operands.length) {
    case 1:
      return () => {
        for (let r = 0; r < runs; r++) loop(length, data, o[r]!, dout, x, a[r]!, da)
      }
    case 2:
      return () => {
        for (let r = 0; r < runs; r++) loop(length, data, o[r]!, dout, x, a[r]!, da, y, b[r]!, db)
      }
    default:
      return () => {
        for (let r = 0; r < runs; r++) loop(length, data, o[r]!, dout, x, a[r]!, da, y, b[r]!, db, z, c[r]!, dc)
      }
  }
}
