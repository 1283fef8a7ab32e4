import type { MatrixPicture } from '../../../../charts/matrix-cell.ts'
import { residueOrder } from '../../../../../shared/residue-order.ts'
import type { RunConfig } from '../../../../../shared/schema/run-config.ts'
import type { NamedTensors } from '../../../../../shared/tensors.ts'
import { block, matrixOf, rowsAt } from '../circuit/product.ts'
import { symbolsOf } from '../lacks.ts'

/** A table with a row for each symbol: an embedding, or the block of a first layer that reads it one-hot. */
export interface SymbolTable {
  readonly key: string
  /** "embedding", "W₁ of a". */
  readonly name: string
  /** What each row is called. */
  readonly symbols: readonly string[]
  /** Rows are residues in the order in which the task is a sum: they have frequencies. */
  readonly isPeriodic: boolean
  rows(weights: NamedTensors): MatrixPicture | null
}

/** Principal axes of more rows than this would hold up the page. */
export const mostSymbols = 160

/** Every table of symbols that a run has, or the sentence that says why there is none. */
export function symbolTables({ task, model }: RunConfig): readonly SymbolTable[] | string {
  const count = task.kind === 'concealed_table' ? task.modulus : symbolsOf(task)
  if (count === 0) return 'The examples of this task are numbers, bits, words or images: there are no symbols to place.'
  if (count > mostSymbols) return `This task has ${count} symbols; their axes are computed for up to ${mostSymbols}.`
  const residues = residueOrder(task)
  const order = residues?.order ?? Int32Array.from({ length: count }, (_, i) => i)
  const from = (key: string, name: string, tensor: string, first: number): SymbolTable => ({
    key,
    name,
    symbols: Array.from(order, String),
    isPeriodic: residues !== null,
    rows(weights) {
      const matrix = weights[tensor]
      if (matrix === undefined || (matrix.shape[0] ?? 0) < first + count) return null
      return rowsAt(block(matrixOf(matrix), first, count), order)
    },
  })
  const shared = from('embed', 'embedding', 'embed.weight', 0)
  switch (model.kind) {
    case 'mlp':
      if (model.embedding === undefined) return task.kind === 'toy_addition' ? [from('a', 'W₁ of i', 'layers.0.weight', 0)] : [from('a', 'W₁ of a', 'layers.0.weight', 0), from('b', 'W₁ of b', 'layers.0.weight', count)]
      return model.embedding.tables === 'shared' ? [shared] : [from('a', 'embedding of a', 'embed.0.weight', 0), from('b', 'embedding of b', 'embed.1.weight', 0)]
    case 'factored_mlp':
    case 'transformer':
      return [shared]
    default:
      return 'This model reads its symbols in no table of their own.'
  }
}
