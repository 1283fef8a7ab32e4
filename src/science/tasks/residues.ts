import { LabError } from '../../shared/errors.ts'
import { isPrime } from '../../shared/residue-order.ts'
import type { ResidueOperator } from '../../shared/schema/config/task.ts'

/** b⁻¹ mod p for a prime p and b ≠ 0, by Fermat: b^(p−2). Exact for p < 2²⁶. */
export function inverse(b: number, p: number): number {
  let result = 1
  let power = b % p
  for (let exponent = p - 2; exponent > 0; exponent = Math.floor(exponent / 2)) {
    if (exponent % 2 === 1) result = (result * power) % p
    power = (power * power) % p
  }
  return result
}

/** x ∘ y before the remainder; never negative, as x, y < p. Null where the operation is not defined. */
const operations: Readonly<Record<ResidueOperator, (x: number, y: number, p: number) => number | null>> = {
  'add': (x, y) => x + y,
  'subtract': (x, y, p) => x - y + p,
  'multiply': (x, y) => x * y,
  'divide': (x, y, p) => (y === 0 ? null : x * inverse(y, p)),
  'x2+y2': (x, y) => x * x + y * y,
  'x2+xy+y2': (x, y) => x * x + x * y + y * y,
  'x2+xy+y2+x': (x, y) => x * x + x * y + y * y + x,
  'x3+xy': (x, y) => x ** 3 + x * y,
  'x3+xy2+y': (x, y) => x ** 3 + x * y * y + y,
  'odd_even_mix': (x, y, p) => (y % 2 === 1 ? x * inverse(y, p) : x - y + p),
  'add_multiply_mix': (x, y) => (x % 2 === 0 ? x + y : x * y),
  'add_subtract_mix': (x, y, p) => (x % 2 === 0 ? x + y : x - y + p),
}

/** x ∘ y mod p, or null where it is not defined (division by 0). Source of the operations: Power et al. 2022, arXiv:2201.02177, appendix A.1.1; the mixes by the parity of x from its code. */
export function operate(operator: ResidueOperator, x: number, y: number, p: number): number | null {
  const result = operations[operator](x, y, p)
  return result === null ? null : result % p
}

const divides: readonly ResidueOperator[] = ['divide', 'odd_even_mix']

/** Refuses a modulus on which an operation is not defined. */
export function checkModulus(operator: ResidueOperator, modulus: number): void {
  if (!divides.includes(operator) || isPrime(modulus)) return
  const nearby = (way: 1 | -1): number => {
    let n = modulus + way
    while (n > 2 && !isPrime(n)) n += way
    return n
  }
  throw new LabError(
    'bad-config',
    `The operation ${operator} divides, which needs a prime modulus, and ${modulus} is none. Nothing was started; choose ${nearby(-1)} or ${nearby(1)}.`,
    { key: 'task.modulus', operator },
  )
}
