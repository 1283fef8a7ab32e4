import { groupOf, type GroupFamily } from '../../tasks/groups.ts'
import { irrep, type Irrep, type Matrix } from './representation.ts'
import { alternatingIrreps, symmetricIrreps } from './young.ts'

/** Turn by f · k / n of a full circle, then, where it is one, after a reflection at the first axis. */
function turn(f: number, k: number, n: number, isReflection = false): Matrix {
  const angle = (2 * Math.PI * ((f * k) % n)) / n
  const [c, s] = [Math.cos(angle), Math.sin(angle)]
  return Float64Array.of(c, isReflection ? s : -s, s, isReflection ? -c : c)
}

const numbers = (values: readonly number[]): Matrix[] => values.map((x) => Float64Array.of(x))

/** Elements: n rotations i → i + k, then n reflections i → k − i. */
function dihedralIrreps(n: number): readonly Irrep[] {
  const all = Array.from({ length: 2 * n }, (_, g) => ({ k: g % n, isReflection: g >= n }))
  const turns = Array.from({ length: Math.floor((n - 1) / 2) }, (_, i) => irrep(`rotation_${i + 1}`, 2, all.map(({ k, isReflection }) => turn(i + 1, k, n, isReflection))))
  const alternating = all.map(({ k }) => (k % 2 === 0 ? 1 : -1))
  return [
    irrep('trivial', 1, numbers(all.map(() => 1))),
    irrep('sign', 1, numbers(all.map(({ isReflection }) => (isReflection ? -1 : 1)))),
    ...(n % 2 === 0 ? [irrep('alternating', 1, numbers(alternating)), irrep('alternating_sign', 1, numbers(alternating.map((x, g) => (all[g]?.isReflection === true ? -x : x))))] : []),
    ...turns,
  ]
}

/** Over the real numbers: turns of the plane, which are two complex irreps each. */
function cyclicIrreps(n: number): readonly Irrep[] {
  const all = Array.from({ length: n }, (_, k) => k)
  return [
    irrep('trivial', 1, numbers(all.map(() => 1))),
    ...(n % 2 === 0 ? [irrep('alternating', 1, numbers(all.map((k) => (k % 2 === 0 ? 1 : -1))))] : []),
    ...Array.from({ length: Math.floor((n - 1) / 2) }, (_, i) => irrep(`rotation_${i + 1}`, 2, all.map((k) => turn(i + 1, k, n)))),
  ]
}

/** Those of the run in progress: they are asked for at every checkpoint. */
let kept: { readonly group: string; readonly irreps: readonly Irrep[] } | null = null

/** All real irreps of S_n, A_n, D_n or C_n, of the elements in the order of `groupOf`; the trivial one first. */
export function irrepsOf(family: GroupFamily, n: number): readonly Irrep[] {
  const group = `${family} ${n}`
  if (kept?.group !== group) kept = { group, irreps: make(family, n) }
  return kept.irreps
}

function make(family: GroupFamily, n: number): readonly Irrep[] {
  switch (family) {
    case 'symmetric':
      return symmetricIrreps(n, groupOf(family, n).elements)
    case 'alternating':
      return alternatingIrreps(n, groupOf(family, n).elements)
    case 'dihedral':
      return dihedralIrreps(n)
    case 'cyclic':
      return cyclicIrreps(n)
  }
}
