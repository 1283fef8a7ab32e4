import type { DenseData, DenseTensor } from '../dense.ts'
import type { Shape } from '../ops.ts'
import { walk, type View, type Walk } from './walk.ts'

/** One element of the result from one element of each operand. bool arrives and leaves as 0 and 1. */
export type ElementFunction = (...elements: number[]) => number

type Loop = (n: number, ...arrays: readonly (DenseData | number)[]) => void

const loops = new Map<string, Loop>()

/**
 * A loop compiled from text, once a process for each name. So each (operation, dtypes, pattern) has a loop of its own: V8 shares
 * what it learns about types between all closures of one source function, and a shared loop that has met several functions and
 * kinds of array no longer inlines `f` (measured: 16 ns an element instead of 1.3). The text holds no data, only places, and
 * begins with the name: equal texts would be one function again.
 */
function compiledLoop(name: string, f: ElementFunction, text: string): Loop {
  const known = loops.get(name)
  if (known) return known
  const made = new Function('f', `/* ${name} */ ${text}`)(f) as Loop
  loops.set(name, made)
  return made
}

function joined(count: number, part: (v: number) => string): string {
  return Array.from({ length: count }, (_, v) => part(v)).join(', ')
}

/** out[k] = f(x0[k], x1[0], …): whole arrays, and single elements that are read before the loop. */
function flatText(isSingle: readonly boolean[]): string {
  const arity = isSingle.length
  const singles = isSingle.map((single, v) => (single ? `const s${v} = x${v}[0]; ` : '')).join('')
  const call = `f(${joined(arity, (v) => (isSingle[v] ? `s${v}` : `x${v}[k]`))})`
  return `return function (n, out, ${joined(arity, (v) => `x${v}`)}) { ${singles}for (let k = 0; k < n; k++) out[k] = ${call} }`
}

/** out[o] = f(x0[i0], x1[i1], …), each place with a step of its own. */
function steppedText(arity: number): string {
  const parameters = joined(arity, (v) => `x${v}, i${v}, d${v}`)
  const advance = joined(arity, (v) => `i${v} += d${v}`)
  const call = `f(${joined(arity, (v) => `x${v}[i${v}]`)})`
  return `return function (n, out, o, dout, ${parameters}) { for (; n > 0; n--, o += dout, ${advance}) out[o] = ${call} }`
}

function isFlat({ runs, starts, steps }: Walk): boolean {
  return runs === 1 && starts.every((own) => own[0] === 0) && steps[0] === 1 && steps.every((step) => step === 0 || step === 1)
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
  const all = [out, ...operands]
  const whole = walk(shape, all.map(([, view]) => view))
  const data = all.map(([tensor]) => tensor.data)
  const key = [name, ...all.map(([tensor]) => tensor.dtype)].join(' ')
  if (isFlat(whole)) {
    const isSingle = whole.steps.slice(1).map((step) => step === 0)
    const loop = compiledLoop(`${key} flat ${isSingle.join(' ')}`, f, flatText(isSingle))
    return bindFlat(loop, whole.length, data)
  }
  return bindStepped(compiledLoop(`${key} stepped`, f, steppedText(operands.length)), whole, data)
}

/** Arguments are written out for one, two and three operands: spreading an array would allocate at every run. */
function bindFlat(loop: Loop, n: number, data: readonly DenseData[]): () => void {
  const [out, x, y, z] = data as [DenseData, DenseData, DenseData, DenseData]
  switch (data.length) {
    case 2:
      return () => loop(n, out, x)
    case 3:
      return () => loop(n, out, x, y)
    default:
      return () => loop(n, out, x, y, z)
  }
}

function bindStepped(loop: Loop, { length, runs, starts, steps }: Walk, data: readonly DenseData[]): () => void {
  const [out, x, y, z] = data as [DenseData, DenseData, DenseData, DenseData]
  const [o, a, b, c] = starts as [Int32Array, Int32Array, Int32Array, Int32Array]
  const [dout, da, db, dc] = steps as [number, number, number, number]
  switch (data.length) {
    case 2:
      return () => {
        for (let r = 0; r < runs; r++) loop(length, out, o[r]!, dout, x, a[r]!, da)
      }
    case 3:
      return () => {
        for (let r = 0; r < runs; r++) loop(length, out, o[r]!, dout, x, a[r]!, da, y, b[r]!, db)
      }
    default:
      return () => {
        for (let r = 0; r < runs; r++) loop(length, out, o[r]!, dout, x, a[r]!, da, y, b[r]!, db, z, c[r]!, dc)
      }
  }
}
