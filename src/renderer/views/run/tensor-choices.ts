import type { RunConfig } from '../../../shared/schema/run-config.ts'
import { matrixChoices, type MatrixChoice } from './matrix-choices.ts'

/** A tensor with more slices than this shows the first ones. */
const mostSlices = 64

/**
 * Everything that a network can show: its matrices, then whatever else its checkpoints hold. A tensor with one axis is a strip, one
 * with more than two is drawn slice by slice along its leading axes.
 */
export function tensorChoices(config: RunConfig, shapes: Readonly<Record<string, readonly number[]>>): readonly MatrixChoice[] {
  const known = matrixChoices(config)
  const named = new Set(known.map(({ tensor }) => tensor))
  const others = Object.entries(shapes).filter(([tensor]) => !named.has(tensor))
  return [...known, ...others.flatMap(([tensor, shape]) => choicesOf(tensor, shape))]
}

function choicesOf(tensor: string, shape: readonly number[]): readonly MatrixChoice[] {
  const whole: MatrixChoice = {
    key: tensor, label: tensor.replace(/\.weight$/, ''), title: tensor, tensor, block: null, isTurned: false, rowName: 'input', columnName: 'output', isPeriodic: false, leading: [], isStrip: false,
  }
  if (shape.length < 2) return [{ ...whole, rowName: 'tensor', columnName: 'index', isStrip: true }]
  if (shape.length === 2) return [whole]
  const rows = shape.at(-2) ?? 0
  const axes = shape.slice(0, -2)
  const slices = axes.reduce((product, length) => product * length, 1)
  return Array.from({ length: Math.min(mostSlices, slices) }, (_, i) => {
    const leading = indicesOf(i, axes)
    const name = `${tensor}[${leading.join(', ')}]`
    return { ...whole, key: name, label: name, title: name, block: { from: i * rows, rows }, leading }
  })
}

/** The indices of the i-th slice, the last axis first to move. */
function indicesOf(i: number, axes: readonly number[]): readonly number[] {
  const found: number[] = []
  let left = i
  for (const length of axes.toReversed()) {
    found.unshift(left % length)
    left = Math.floor(left / length)
  }
  return found
}
