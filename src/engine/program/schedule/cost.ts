/** What one operation costs, or several of one name. */
export interface Cost {
  /** Floating-point operations: one an element for each elementwise operation, whichever, and for each term of a sum; 2mnk a product. */
  readonly flop: number
  /** Bytes read and written, each operand and result once, as if nothing stayed in a cache. */
  readonly bytesRead: number
  readonly bytesWritten: number
}

export interface OperationCost extends Cost {
  readonly operation: string
  readonly count: number
}

/** The matrix products of a step: what remains when everything else is free. */
export interface ProductSize {
  readonly batch: number
  readonly m: number
  readonly n: number
  readonly k: number
}

export const noCost: Cost = { flop: 0, bytesRead: 0, bytesWritten: 0 }

export function plus(a: Cost, b: Cost): Cost {
  return { flop: a.flop + b.flop, bytesRead: a.bytesRead + b.bytesRead, bytesWritten: a.bytesWritten + b.bytesWritten }
}

export function totalCost(costs: readonly Cost[]): Cost {
  return costs.reduce(plus, noCost)
}

/** One row a name, in the order of first appearance. */
export function costTable(rows: readonly (Cost & { readonly operation: string })[]): OperationCost[] {
  const byName = new Map<string, OperationCost>()
  for (const row of rows) {
    const { operation } = row
    const before = byName.get(operation) ?? { ...noCost, operation, count: 0 }
    byName.set(operation, { operation, count: before.count + 1, ...plus(before, row) })
  }
  return [...byName.values()]
}

export const flopOfProduct = ({ batch, m, n, k }: ProductSize): number => 2 * batch * m * n * k

/** Singular values with both bases of an m × n matrix, m ≥ n: 14mn² + 8n³ (Golub & Van Loan, Matrix Computations, 4th ed., figure 8.6.1). */
export function flopOfSvd(rows: number, columns: number): number {
  const [long, short] = [Math.max(rows, columns), Math.min(rows, columns)]
  return 14 * long * short ** 2 + 8 * short ** 3
}

/** FLOP that no executor can leave out, whatever it fuses: those of the products. Divided by what the machine multiplies in a second, the shortest a step can take. */
export function lowerBoundFlop(products: readonly ProductSize[]): number {
  return products.reduce((sum, product) => sum + flopOfProduct(product), 0)
}
