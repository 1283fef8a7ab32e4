import { residueOrder } from '../../shared/residue-order.ts'
import type { HostTensor } from '../../shared/tensors.ts'
import type { MeasureInput } from '../types.ts'
import { forwardExamples, forwardRows, tooLarge, type Pass } from './forward.ts'

/** All pairs of a cyclic group of n elements, in the order in which the operation of the task is a sum or a difference. */
export interface ResidueGrid {
  readonly n: number
  /** The residue at each place: 0, 1, 2, …, or the powers of a primitive root where the task multiplies. It names classes too. */
  readonly residues: Int32Array
  /** The answer of places (i, j) is place i + j (+1) or i − j (−1); null where the operation is neither. */
  readonly sign: 1 | -1 | null
  /** The cell i·n + j of each example of the task, −1 for pairs with a residue that the order leaves out. */
  readonly cells: Int32Array
}

const grids = new WeakMap<MeasureInput['examples'], ResidueGrid | string>()

/** The grid, or the sentence that says why there is none. It follows from the task: made once for its examples. */
export function residueGrid(input: MeasureInput): ResidueGrid | string {
  const known = grids.get(input.examples)
  if (known !== undefined) return known
  const made = gridOf(input)
  grids.set(input.examples, made)
  return made
}

function gridOf(input: MeasureInput): ResidueGrid | string {
  const { config: { task }, examples: { inputs, answers } } = input
  const found = residueOrder(task)
  if (found === null || inputs.kind !== 'tokens' || inputs.values.shape[1] !== 2) return 'It reads all pairs of residues, and the examples of this task are no such pairs.'
  if (answers.kind !== 'classes') return 'It reads one output for each residue, and the answers of this task are numbers.'
  const { modulus, order } = found
  const residues = order ?? Int32Array.from({ length: modulus }, (_, x) => x)
  const n = residues.length
  const place = new Int32Array(modulus).fill(-1)
  residues.forEach((residue, i) => (place[residue] = i))
  const { data } = inputs.values
  const cells = Int32Array.from({ length: data.length / 2 }, (_, row) => {
    const [a, b] = [place[data[2 * row]!]!, place[data[2 * row + 1]!]!]
    return a < 0 || b < 0 ? -1 : a * n + b
  })
  return { n, residues, sign: signOf(input), cells }
}

function signOf({ config: { task } }: MeasureInput): 1 | -1 | null {
  if (task.kind === 'group_table') return task.form === 'product' ? 1 : null
  if (task.kind !== 'modular_table') return null
  if (task.operator === 'add' || task.operator === 'multiply') return 1
  return task.operator === 'subtract' || task.operator === 'divide' ? -1 : null
}

/** Place of the answer of places (i, j). */
export function answerPlace({ n, sign }: ResidueGrid, i: number, j: number): number {
  return sign === -1 ? (i - j + n) % n : (i + j) % n
}

/** i32 [n², 2]: the residues of every cell. */
export function gridTokens({ n, residues }: ResidueGrid): HostTensor {
  const data = new Int32Array(2 * n * n)
  for (let cell = 0; cell < n * n; cell++) {
    data[2 * cell] = residues[Math.floor(cell / n)]!
    data[2 * cell + 1] = residues[cell % n]!
  }
  return { shape: [n * n, 2], dtype: 'i32', data }
}

/** Outputs and notes for every cell of the grid: those of the examples where they are the whole table already. */
export function forwardGrid(input: MeasureInput, grid: ResidueGrid, names: readonly string[] = []): Promise<Pass> {
  const { n, cells } = grid
  const isWhole = cells.length === n * n && cells.every((cell, row) => cell === row)
  return isWhole ? forwardExamples(input, names) : forwardRows(input, 'residue grid', () => gridTokens(grid), names)
}

/** For `lacks`: what is missing for a measure that reads the grid, with a sum or a difference where it is told so. */
export function lacksGrid(input: MeasureInput, { sum, names = [] }: { readonly sum: boolean; readonly names?: readonly string[] }): string | null {
  const grid = residueGrid(input)
  if (typeof grid === 'string') return grid
  if (sum && grid.sign === null) return 'Its answers are sums or differences of residues, in some order, and those of this task are not.'
  return tooLarge(input, grid.n * grid.n, names)
}
