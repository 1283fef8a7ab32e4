import type { ModelConfig } from '../../../shared/schema/config/model.ts'
import type { Ops, Tensor } from '../../../engine/ops/ops.ts'
import type { Widths } from '../model.ts'

export type TransformerConfig = Extract<ModelConfig, { kind: 'transformer' }>
export type Tokens = Extract<Widths['inputs'], { kind: 'tokens' }>

/** What stands at a place of the sequence: a symbol of the example, or a sign that is the same in all. */
export type Place = { readonly kind: 'symbol'; readonly column: number } | { readonly kind: 'sign'; readonly token: number }

/** The places from first to last: symbols, =; or a, the operation, b, =. Signs come after the symbols: = is token v, the operation v + 1. */
export function placesOf({ sequence }: TransformerConfig, { columns, vocabulary: v }: Tokens): readonly Place[] {
  const symbols = Array.from({ length: columns }, (_, column): Place => ({ kind: 'symbol', column }))
  const equals: Place = { kind: 'sign', token: v }
  return sequence === 'a_b_equals' ? [...symbols, equals] : [...symbols.slice(0, 1), { kind: 'sign', token: v + 1 }, ...symbols.slice(1), equals]
}

/** Symbols and signs. */
export function vocabularyOf({ sequence }: TransformerConfig, { vocabulary }: Tokens): number {
  return vocabulary + (sequence === 'a_b_equals' ? 1 : 2)
}

/** What `index` says of each place, side by side: i32 [n, places]. */
function placed(ops: Ops, tokens: Tensor, places: readonly Place[], offset: (place: number) => number): Tensor {
  const [n = 0] = tokens.shape
  return ops.concat(
    places.map((place, i) => (place.kind === 'sign' ? ops.full([n, 1], offset(i), 'i32') : ops.add(ops.slice(tokens, [0, place.column], [n, 1]), offset(i)))),
    1,
  )
}

/** The sequences as tokens: i32 [n, columns] → [n, places]. */
export function sequencesOf(ops: Ops, tokens: Tensor, places: readonly Place[]): Tensor {
  return placed(ops, tokens, places, (i) => {
    const place = places[i] as Place
    return place.kind === 'sign' ? place.token : 0
  })
}

/** Rows of a table that holds everything that can stand at place 0, then at place 1, and so on. */
export interface PlaceTable {
  /** The token of each row, i32 [rows] as a list, and its place. */
  readonly tokens: readonly number[]
  readonly place: readonly number[]
  /** The row of each place of each example: i32 [n, places]. */
  rowsOf(ops: Ops, tokens: Tensor): Tensor
}

export function placeTable(places: readonly Place[], { vocabulary: v }: Tokens): PlaceTable {
  const rows = places.map((place) => (place.kind === 'sign' ? [place.token] : Array.from({ length: v }, (_, token) => token)))
  const starts = rows.map((_, i) => rows.slice(0, i).reduce((sum, { length }) => sum + length, 0))
  return {
    tokens: rows.flat(),
    place: rows.flatMap((own, i) => own.map(() => i)),
    rowsOf: (ops, tokens) => placed(ops, tokens, places, (i) => starts[i] ?? 0),
  }
}
