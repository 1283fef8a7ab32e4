/**
 * The `d` of a line through stored points. A point that is not finite, or that the scale cannot place, ends the line; the
 * next one begins it again, so that a gap looks like a gap.
 */
export function linePath(steps: ArrayLike<number>, values: ArrayLike<number>, x: (step: number) => number, y: (value: number) => number): string {
  let path = ''
  let drawing = false
  for (let i = 0; i < steps.length; i++) {
    const px = x(steps[i]!)
    const py = y(values[i]!)
    if (!Number.isFinite(px) || !Number.isFinite(py)) {
      drawing = false
      continue
    }
    path += `${drawing ? 'L' : 'M'}${px.toFixed(1)} ${py.toFixed(1)}`
    drawing = true
  }
  return path
}
