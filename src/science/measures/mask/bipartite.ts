import type { Numerics } from '../../../engine/ops/numerics.ts'

/** A mask [m, n] as a graph between its rows and its columns: an edge where an entry is kept. Nodes without an edge are left out. */
export interface Bipartite {
  /** Columns of each row, and rows of each column. */
  readonly rows: readonly Int32Array[]
  readonly columns: readonly Int32Array[]
  readonly edges: number
}

export function bipartiteOf(mask: Uint8Array, m: number, n: number): Bipartite {
  const rows: number[][] = Array.from({ length: m }, () => [])
  const columns: number[][] = Array.from({ length: n }, () => [])
  let edges = 0
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      if (mask[i * n + j] !== 1) continue
      rows[i]?.push(j)
      columns[j]?.push(i)
      edges++
    }
  }
  return { rows: rows.map((each) => Int32Array.from(each)), columns: columns.map((each) => Int32Array.from(each)), edges }
}

/** Mean number of edges of the nodes that have any: [rows, columns]. */
export function meanDegrees({ rows, columns, edges }: Bipartite): readonly [number, number] {
  const joined = (nodes: readonly Int32Array[]): number => nodes.filter(({ length }) => length > 0).length
  return [edges / joined(rows), edges / joined(columns)]
}

/** Mean number of edges on the shortest way between two nodes, over all pairs that are joined; NaN without any. */
export function averagePathLength({ rows, columns }: Bipartite): number {
  const all = [...rows.map((to) => to.map((j) => j + rows.length)), ...columns]
  const distance = new Int32Array(all.length)
  const queue = new Int32Array(all.length)
  let sum = 0
  let pairs = 0
  for (let from = 0; from < all.length; from++) {
    distance.fill(-1)
    distance[from] = 0
    queue[0] = from
    let end = 1
    for (let at = 0; at < end; at++) {
      const node = queue[at]!
      const next = all[node]!
      for (let e = 0; e < next.length; e++) {
        const to = next[e]!
        if (distance[to] !== -1) continue
        distance[to] = distance[node]! + 1
        queue[end++] = to
        sum += distance[to]!
        pairs++
      }
    }
  }
  return sum / pairs
}

/**
 * Clustering of a graph without triangles: of all paths of three edges, the share that a fourth edge closes to a square,
 *
 *   4 · squares / paths,   squares = Σ_{i<i'} C(common neighbours, 2),   paths = Σ_edges (d_i − 1)(d_j − 1)
 *
 * Source: Robins & Alexander 2004.
 */
export function squareClustering({ rows, columns }: Bipartite): number {
  let squares = 0
  const common = new Int32Array(rows.length)
  for (let i = 0; i < rows.length; i++) {
    common.fill(0)
    for (const j of rows[i] ?? []) for (const other of columns[j] ?? []) if (other > i) common[other]! += 1
    for (let other = i + 1; other < rows.length; other++) squares += (common[other]! * (common[other]! - 1)) / 2
  }
  let paths = 0
  for (const own of rows) for (const j of own) paths += (own.length - 1) * ((columns[j]?.length ?? 0) - 1)
  return (4 * squares) / paths
}

/** The two largest singular values of a matrix [m, n]; eigenvalues of its graph come as ± of them. */
export function firstTwo(numerics: Numerics, values: Float64Array, m: number, n: number): readonly [number, number] {
  const { s } = numerics.svd({ shape: [m, n], dtype: 'f64', data: values })
  return [s.data[0] ?? 0, s.data[1] ?? 0]
}
