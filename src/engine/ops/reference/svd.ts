import type { Primitive } from '../primitives.ts'
import { jacobiSvd } from './jacobi-svd.ts'
import type { Bind } from './kernel.ts'

/** Computed in f64 and rounded once; U, the singular values and V stand one below the other as `Ops` says. */
export const bindSvd: Bind<Primitive<'svd'>> = (_, operands, out) => {
  const x = operands[0]!
  const [m = 0, n = 0] = x.shape
  const r = Math.min(m, n)
  return () => {
    const { u, s, v } = jacobiSvd(x.data, m, n)
    for (let j = 0; j < r; j++) {
      for (let i = 0; i < m; i++) out.data[i * r + j] = u[j * m + i]!
      out.data[m * r + j] = s[j]!
      for (let i = 0; i < n; i++) out.data[(m + 1 + i) * r + j] = v[j * n + i]!
    }
  }
}
