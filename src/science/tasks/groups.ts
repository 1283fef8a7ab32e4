import { LabError } from '../../shared/errors.ts'
import { orderOf } from '../../shared/schema/config/task-words.ts'

/** A permutation: i goes to p[i]. */
export type Permutation = readonly number[]

export type GroupFamily = 'symmetric' | 'alternating' | 'dihedral' | 'cyclic'

/** A finite group: elements 0 … order − 1, the first is the identity. */
export interface Group {
  readonly order: number
  readonly elements: readonly Permutation[]
  /** a b: first b, then a. */
  multiply(a: number, b: number): number
  inverse(a: number): number
}

const largestOrder = 720

/** a ∘ b: i goes to a[b[i]]. */
function compose(a: Permutation, b: Permutation): Permutation {
  return b.map((i) => a[i] ?? 0)
}

/** All permutations of 0 … n − 1 in lexicographic order, the identity first. */
function permutations(n: number): Permutation[] {
  if (n === 0) return [[]]
  const shorter = permutations(n - 1)
  return Array.from({ length: n }, (_, first) => shorter.map((rest) => [first, ...rest.map((i) => (i >= first ? i + 1 : i))])).flat()
}

/** The parity of the number of pairs in the wrong order. */
function isEven(p: Permutation): boolean {
  let inversions = 0
  for (let i = 0; i < p.length; i++) for (let j = i + 1; j < p.length; j++) if ((p[i] ?? 0) > (p[j] ?? 0)) inversions++
  return inversions % 2 === 0
}

/** Rotations i → i + k, then reflections i → k − i, of a regular n-gon. */
function dihedral(n: number): Permutation[] {
  const turn = (f: (i: number, k: number) => number): Permutation[] => Array.from({ length: n }, (_, k) => Array.from({ length: n }, (_, i) => (((f(i, k) % n) + n) % n)))
  return [...turn((i, k) => i + k), ...turn((i, k) => k - i)]
}

function elementsOf(family: GroupFamily, n: number): Permutation[] {
  switch (family) {
    case 'symmetric':
      return permutations(n)
    case 'alternating':
      return permutations(n).filter(isEven)
    case 'dihedral':
      return dihedral(n)
    case 'cyclic':
      return dihedral(n).slice(0, n)
  }
}

/**
 * S_n, A_n, D_n (2n elements) or the cyclic group of n elements, by permutations.
 *
 * @throws LabError `bad-config` above 720 elements, whose table of pairs would not fit beside the network, and for D_2, whose
 *   four elements two corners cannot tell apart
 */
export function groupOf(family: GroupFamily, n: number): Group {
  const order = orderOf(family, n)
  if (order > largestOrder) {
    throw new LabError(
      'bad-config',
      `The ${family} group of ${n} has ${order} elements, more than the ${largestOrder} whose table fits in memory. Nothing was started; choose a smaller n.`,
      { key: 'task.n', order },
    )
  }
  if (family === 'dihedral' && n < 3) throw new LabError('bad-config', 'A dihedral group has at least 3 corners. Nothing was started; choose n from 3 on.', { key: 'task.n' })
  const elements = elementsOf(family, n)
  const number = new Map(elements.map((element, i) => [element.join(), i]))
  const find = (p: Permutation): number => number.get(p.join()) ?? 0
  return {
    order,
    elements,
    multiply: (a, b) => find(compose(elements[a] ?? [], elements[b] ?? [])),
    inverse(a) {
      const element = elements[a] ?? []
      const back: number[] = []
      element.forEach((to, from) => (back[to] = from))
      return find(back)
    },
  }
}
