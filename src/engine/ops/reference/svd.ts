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
    out.data.set(u, 0)
    out.data.set(s, m * r)
    out.data.set(v, (m + 1) * r)
  }
}
