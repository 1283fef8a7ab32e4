import type { Ops, Tensor } from '../../engine/ops/ops.ts'

/** The symbols at one place: tokens i32 [n, columns] → i32 [n]. */
export function column(ops: Ops, tokens: Tensor, place: number): Tensor {
  const [n = 0] = tokens.shape
  return ops.reshape(ops.slice(tokens, [0, place], [n, 1]), [n])
}

/** One term a place, added up from the first to the last. */
export function sumOverPlaces(ops: Ops, columns: number, term: (place: number) => Tensor): Tensor {
  return Array.from({ length: columns }, (_, place) => term(place)).reduce((sum, each) => ops.add(sum, each))
}

/** What is made once for each key and then used again: products that several places share. */
export function once<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>()
  return (key) => {
    const value = made.get(key) ?? make(key)
    made.set(key, value)
    return value
  }
}
