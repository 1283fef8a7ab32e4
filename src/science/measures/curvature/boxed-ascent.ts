/** A function of a few numbers with its gradient. */
export type Climbed = (at: Float64Array) => Promise<{ readonly value: number; readonly gradient: Float64Array }>

export interface Summit {
  readonly at: Float64Array
  readonly value: number
  readonly iterations: number
}

/**
 * Looks for the largest value of f in the box |y_i| ≤ b_i, from y = 0: quasi-Newton steps (the BFGS formula, all pairs kept, as they
 * are in L-BFGS-B for as few numbers and iterations) over the coordinates that are not held by the box, cut off at the box, halved until f rises.
 * The first step goes as far as the box. Unlike L-BFGS-B it has no Cauchy point: what the box holds is seen from the gradient alone.
 *
 * Ends after so many iterations, or where no step rises by more than 2e-9 of f. Source: Byrd, Lu, Nocedal & Zhu 1995 (L-BFGS-B).
 */
export async function climbInBox(f: Climbed, box: Float64Array, iterations: number): Promise<Summit> {
  const k = box.length
  let at = new Float64Array(k)
  let { value, gradient } = await f(at)
  let inverse = identity(k) // of −Hessian
  let made = 0
  for (; made < iterations; made++) {
    const free = Array.from({ length: k }, (_, i) => !((at[i]! >= box[i]! && gradient[i]! > 0) || (at[i]! <= -box[i]! && gradient[i]! < 0)))
    const direction = directionOf(inverse, gradient, free)
    const reach = made === 0 ? reachOf(direction, box) : 1
    const step = await rise(f, { at, value, gradient }, direction, box, reach)
    if (step === null) break
    const moved = step.at.map((y, i) => y - at[i]!)
    const bent = gradient.map((g, i) => g - step.gradient[i]!)
    inverse = updated(inverse, moved, bent)
    const gained = step.value - value
    at = step.at
    value = step.value
    gradient = step.gradient
    if (gained <= 2e-9 * Math.max(Math.abs(value), 1)) return { at, value, iterations: made + 1 }
  }
  return { at, value, iterations: made }
}

function identity(k: number): Float64Array {
  return Float64Array.from({ length: k * k }, (_, i) => (i % (k + 1) === 0 ? 1 : 0))
}

/** B g over the free coordinates; the gradient itself where that does not rise. */
function directionOf(inverse: Float64Array, gradient: Float64Array, free: readonly boolean[]): Float64Array {
  const k = gradient.length
  const direction = new Float64Array(k)
  let slope = 0
  for (let i = 0; i < k; i++) {
    if (!free[i]) continue
    for (let j = 0; j < k; j++) if (free[j]) direction[i]! += inverse[i * k + j]! * gradient[j]!
    slope += direction[i]! * gradient[i]!
  }
  return slope > 0 ? direction : gradient.map((g, i) => (free[i] ? g : 0))
}

/** How many directions until the first coordinate meets the box from the middle. */
function reachOf(direction: Float64Array, box: Float64Array): number {
  const steepest = direction.reduce((most, d, i) => Math.max(most, Math.abs(d) / box[i]!), 0)
  return steepest > 0 ? 1 / steepest : 0
}

interface Point {
  readonly at: Float64Array<ArrayBuffer>
  readonly value: number
  readonly gradient: Float64Array
}

/** The first of reach, reach/2, … directions, cut off at the box, that rises enough (Armijo, 1e-4); null where none of 20 does. */
async function rise(f: Climbed, from: Point, direction: Float64Array, box: Float64Array, reach: number): Promise<Point | null> {
  for (let halving = 0, length = reach; halving < 20; halving++, length /= 2) {
    const at = from.at.map((y, i) => Math.min(box[i]!, Math.max(-box[i]!, y + length * direction[i]!)))
    const expected = at.reduce((sum, y, i) => sum + (y - from.at[i]!) * from.gradient[i]!, 0)
    if (expected <= 0) return null
    const { value, gradient } = await f(at)
    if (value >= from.value + 1e-4 * expected) return { at, value, gradient }
  }
  return null
}

/** BFGS of the inverse; as it was where the step bent upwards. */
function updated(inverse: Float64Array, s: Float64Array, y: Float64Array): Float64Array<ArrayBuffer> {
  const k = s.length
  const product = s.reduce((sum, each, i) => sum + each * y[i]!, 0)
  if (!(product > 1e-16)) return Float64Array.from(inverse)
  const by = Float64Array.from({ length: k }, (_, i) => y.reduce((sum, each, j) => sum + inverse[i * k + j]! * each, 0))
  const yby = y.reduce((sum, each, i) => sum + each * by[i]!, 0)
  return Float64Array.from(inverse, (b, at) => {
    const [i, j] = [Math.floor(at / k), at % k]
    return b + ((1 + yby / product) * s[i]! * s[j]!) / product - (by[i]! * s[j]! + s[i]! * by[j]!) / product
  })
}
