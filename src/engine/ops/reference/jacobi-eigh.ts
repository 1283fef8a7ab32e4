/** Twelve suffice for 512 rows; one that needs more than this is as good as it becomes. */
const mostSweeps = 40

/**
 * Eigenvalues, ascending, and eigenvectors, as columns, of a symmetric row-major A [n, n] = Q diag(w) Qᵀ.
 *
 * Rotations make one pair of off-diagonal elements zero after the other, in a fixed order, until all of them are rounding
 * (cyclic Jacobi).
 *
 * Error: values to 1e-14 · √n · max |w|, |QᵀQ − 1| within 1e-14 · n.
 * Source: Golub & Van Loan, Matrix Computations, 4th ed., 8.5.
 */
export function jacobiEigh(a: Float64Array, n: number): { values: Float64Array; vectors: Float64Array } {
  const work = a.slice()
  const rows = new Float64Array(n * n) // eigenvectors as rows, so that a rotation walks through memory in order
  for (let i = 0; i < n; i++) rows[i * n + i] = 1
  const nothing = (Number.EPSILON * norm(work)) / Math.max(n, 1)
  for (let sweep = 0, isDone = false; sweep < mostSweeps && !isDone; sweep++) {
    isDone = true
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) {
        if (Math.abs(work[p * n + q]!) <= nothing) continue
        rotatePair(work, rows, p, q, n)
        isDone = false
      }
    }
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => work[i * n + i]! - work[j * n + j]! || i - j)
  const vectors = new Float64Array(n * n)
  order.forEach((from, column) => {
    for (let i = 0; i < n; i++) vectors[i * n + column] = rows[from * n + i]!
  })
  return { values: Float64Array.from(order, (i) => work[i * n + i]!), vectors }
}

function norm(x: Float64Array): number {
  const largest = x.reduce((most, element) => Math.max(most, Math.abs(element)), 0)
  if (largest === 0) return 0
  let square = 0
  for (const element of x) square += (element / largest) ** 2
  return largest * Math.sqrt(square)
}

/** Makes element (p, q) zero: A ← Jᵀ A J in both triangles, and the vectors along. */
function rotatePair(work: Float64Array, rows: Float64Array, p: number, q: number, n: number): void {
  const theta = (work[q * n + q]! - work[p * n + p]!) / (2 * work[p * n + q]!)
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(1, theta))
  const cosine = 1 / Math.hypot(1, tangent)
  const sine = cosine * tangent
  rotateRows(work, p * n, q * n, n, cosine, sine)
  for (let i = 0; i < n; i++) {
    const x = work[i * n + p]!
    const y = work[i * n + q]!
    work[i * n + p] = cosine * x - sine * y
    work[i * n + q] = sine * x + cosine * y
  }
  work[p * n + q] = 0
  work[q * n + p] = 0
  rotateRows(rows, p * n, q * n, n, cosine, sine)
}

function rotateRows(matrix: Float64Array, x: number, y: number, n: number, cosine: number, sine: number): void {
  for (let i = 0; i < n; i++) {
    const a = matrix[x + i]!
    const b = matrix[y + i]!
    matrix[x + i] = cosine * a - sine * b
    matrix[y + i] = sine * a + cosine * b
  }
}
