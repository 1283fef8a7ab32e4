import { modulusOf } from './schema/config/task-words.ts'
import type { TaskConfig } from './schema/config/task.ts'

/** By trial division. */
export function isPrime(n: number): boolean {
  if (n < 2) return false
  for (let d = 2; d * d <= n; d++) if (n % d === 0) return false
  return true
}

/** The residues of a task, and the order in which its operation is a sum. */
export interface ResidueOrder {
  readonly modulus: number
  /** g⁰, g¹, …, g^(p−2) for the smallest primitive root g, where the task multiplies or divides by a prime; null: 0, 1, 2, … as they are. */
  readonly order: Int32Array | null
}

/**
 * Multiplication mod a prime p is addition mod p − 1 of discrete logarithms: in the order of powers of a primitive root its circuits
 * are waves, in that of the residues they look random. Null where the symbols are no residues.
 */
export function residueOrder(task: TaskConfig): ResidueOrder | null {
  const modulus = task.kind === 'concealed_table' ? task.modulus : modulusOf(task)
  if (modulus === null) return null
  const multiplies = (task.kind === 'modular_table' || task.kind === 'concealed_table') && (task.operator === 'multiply' || task.operator === 'divide')
  return { modulus, order: multiplies && modulus > 2 && isPrime(modulus) ? powersOfRoot(modulus) : null }
}

/** All non-zero residues as powers of the smallest number that reaches them all. */
function powersOfRoot(p: number): Int32Array {
  for (let g = 2; g < p; g++) {
    const powers = [1]
    for (let power = g; power !== 1; power = (power * g) % p) powers.push(power)
    if (powers.length === p - 1) return Int32Array.from(powers)
  }
  throw new Error(`${p} has no primitive root, so it is not a prime.`)
}
