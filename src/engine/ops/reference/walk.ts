import { rowMajorStrides } from '../dense.ts'
import type { Shape } from '../ops.ts'

/** A tensor as an iteration sees it: where the first element is, and how far the next one along each axis; 0 repeats. */
export interface View {
  readonly offset: number
  readonly strides: readonly number[]
}

/**
 * An iteration over a shape in row-major order, as few long runs as possible. Run r of view v starts at `starts[v][r]` and
 * goes on in steps of `steps[v]` for `length` elements.
 */
export interface Walk {
  readonly length: number
  readonly runs: number
  readonly starts: readonly Int32Array[]
  readonly steps: readonly number[]
}

/** A row-major tensor of a shape, whole. */
export function wholeView(shape: Shape): View {
  return { offset: 0, strides: rowMajorStrides(shape) }
}

/** A row-major tensor of shape `from`, repeated to the shape `to` as numpy broadcasts. */
export function broadcastView(from: Shape, to: Shape): View {
  const own = rowMajorStrides(from)
  const lead = to.length - from.length
  return { offset: 0, strides: to.map((d, axis) => (axis < lead || (from[axis - lead] === 1 && d !== 1) ? 0 : (own[axis - lead] ?? 0))) }
}

interface Axis {
  length: number
  strides: number[]
}

/** Axes of length 1 left out, and neighbours joined wherever every view steps from one to the other evenly. */
function joinAxes(shape: Shape, views: readonly View[]): Axis[] {
  const axes: Axis[] = []
  shape.forEach((length, axis) => {
    if (length === 1) return
    const strides = views.map((view) => view.strides[axis] ?? 0)
    const last = axes.at(-1)
    if (last?.strides.every((outer, v) => outer === (strides[v] ?? 0) * length)) {
      last.length *= length
      last.strides = strides
    } else {
      axes.push({ length, strides })
    }
  })
  return axes
}

export function walk(shape: Shape, views: readonly View[]): Walk {
  const axes = joinAxes(shape, views)
  const inner = axes.pop() ?? { length: 1, strides: views.map(() => 0) }
  const runs = shape.includes(0) ? 0 : axes.reduce((n, axis) => n * axis.length, 1)
  const starts = views.map((view, v) => {
    const own = new Int32Array(runs)
    for (let run = 0; run < runs; run++) {
      let rest = run
      let place = view.offset
      for (let a = axes.length - 1; a >= 0; a--) {
        const { length, strides } = axes[a]!
        place += (rest % length) * strides[v]!
        rest = Math.floor(rest / length)
      }
      own[run] = place
    }
    return own
  })
  return { length: inner.length, runs, starts, steps: inner.strides }
}
