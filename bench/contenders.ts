import type { BenchWorkload } from '../src/shared/schema/bench.ts'

/** A peer in one mode on one formulation of a workload. */
export interface Contender {
  readonly script: 'bench_torch.py' | 'bench_jax.py' | 'bench_blas.py'
  readonly mode: string
  readonly variant: string
  /**
   * - `users`: what users write, PyTorch as it comes on the formulation that comes first to mind
   * - `best`: a candidate for the fastest
   * - `products`: the matrix products of a step alone
   */
  readonly role: 'users' | 'best' | 'products'
}

/** Formulations: the first is what users write, the last the cheapest that is algebraically equal (`bench/peers/workloads.py`). */
const variants: Readonly<Record<BenchWorkload, readonly string[]>> = {
  W1: ['onehot', 'gather'],
  W2: ['onehot', 'gather'],
  W3: ['naive', 'collapsed'],
  W4: ['full', 'last'],
  W5: ['dense'],
  W6: ['onehot', 'gather'],
  W7: ['onehot', 'gather'],
}

const torch = (mode: string, variant: string, role: Contender['role'] = 'best'): Contender => ({ script: 'bench_torch.py', mode, variant, role })
const jax = (mode: string, variant: string): Contender => ({ script: 'bench_jax.py', mode, variant, role: 'best' })
const blas = (mode: string, variant: string): Contender => ({ script: 'bench_blas.py', mode, variant, role: 'products' })

/**
 * Candidates for the fastest: what came within some 1.5 times of the best peer when all modes were measured on all formulations
 * (`--every-mode`). Others could not become the best by noise.
 */
const fastest: Readonly<Record<BenchWorkload, readonly Contender[]>> = {
  W1: [jax('scan', 'gather'), jax('jit', 'gather')],
  W2: [jax('scan', 'gather'), jax('jit', 'gather')],
  W3: [jax('scan', 'collapsed'), torch('fused', 'collapsed')],
  W4: [jax('scan', 'last'), torch('compile', 'last'), torch('fused', 'last')],
  W5: [jax('scan', 'dense'), torch('fused', 'dense')],
  W6: [jax('scan', 'gather'), jax('jit', 'gather'), torch('fused', 'gather')],
  W7: [torch('compile', 'gather'), jax('scan', 'onehot'), jax('scan', 'gather'), torch('vmap', 'onehot')],
}

/** Who trains W1 to 99 %: the best of each library, PyTorch with and without compilation. */
export const racers: readonly Contender[] = [jax('scan', 'gather'), torch('fused', 'gather'), torch('compile', 'gather')]

/**
 * The peers of a workload: what users write, the candidates for the fastest, and the products alone.
 * @param everyMode all modes on all formulations, as the candidates were found
 */
export function contendersOf(workload: BenchWorkload, everyMode = false): readonly Contender[] {
  const all = variants[workload]
  const [first = '', cheapest = first] = [all[0], all.at(-1)]
  const users = torch('eager', first, 'users')
  if (!everyMode) return [users, ...fastest[workload], blas('gemm', cheapest)]
  const modes = all.flatMap((variant) => [
    ...['foreach', 'fused', 'compile', 'compile-all'].map((mode) => torch(mode, variant)),
    ...['jit', 'scan'].map((mode) => jax(mode, variant)),
    ...(workload === 'W7' ? [torch('vmap', variant)] : []),
  ])
  return [users, ...modes, ...['gemm', 'gemm-torch'].map((mode) => blas(mode, cheapest))]
}

const libraries = { 'bench_torch.py': 'PyTorch', 'bench_jax.py': 'JAX', 'bench_blas.py': 'OpenBLAS' } as const

/** `JAX scan, gather` */
export function nameOf({ script, mode, variant }: Contender): string {
  return `${libraries[script]} ${mode}, ${variant}`
}
