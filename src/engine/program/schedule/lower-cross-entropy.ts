import { LoopBuilder } from './loop-builder.ts'
import type { Lowering, Source } from './lowering.ts'
import { asSource } from './lowering.ts'

/**
 * Softmax cross-entropy of each row, as `ops/reference/cross-entropy.ts` has it: with m the largest logit,
 *
 *   others = Σ_{j≠y} exp(z_j − m)
 *   ℓ = log1p(others)                              where z_y = m
 *   ℓ = log(others + exp(z_y − m)) + (m − z_y)     elsewhere
 *   ℓ = NaN                                        where y is outside [0, c)
 *
 * logits [n, c], labels i32 [n] → [n], in the dtype of the logits.
 */
export function lowerCrossEntropy(lowering: Lowering, sources: readonly Source[]): Source {
  const [logits, labels] = sources as [Source, Source]
  const { dtype, shape } = logits
  const [rows = 0, columns = 0] = shape
  if (columns === 0) return { kind: 'number', value: NaN, dtype, shape: [rows] }
  const out = lowering.temporary({ dtype, shape: [rows] })
  const b = new LoopBuilder({ rows, columns })
  const z = lowering.read(b, logits, shape, 1)
  const y = lowering.read(b, lowering.reshape(labels, [rows, 1]), shape, 1)
  const column = lowering.read(b, asSource(lowering.count(columns)), shape, 1)
  const zero = b.number(0, dtype)
  const nan = b.number(NaN, dtype)

  const isOwn = b.apply('equal', [column, y], 'bool')
  const own = b.reduceRow('sum', b.apply('select', [isOwn, z, zero], dtype), dtype)
  const largest = b.spanAt(z) === 'element' || b.spanAt(z) === 'column' ? b.reduceRow('max', z, dtype) : z
  const e = b.apply('exp', [b.apply('sub', [z, largest], dtype)], dtype)
  const others = b.reduceRow('sum', b.apply('select', [isOwn, zero, e], dtype), dtype)
  const ownTerm = b.apply('exp', [b.apply('sub', [own, largest], dtype)], dtype)
  const far = b.apply('add', [b.apply('log', [b.apply('add', [others, ownTerm], dtype)], dtype), b.apply('sub', [largest, own], dtype)], dtype)
  const loss = b.apply('select', [b.apply('equal', [own, largest], 'bool'), b.apply('log1p', [others], dtype), far], dtype)
  const fromZero = b.apply('lessEqual', [b.number(0, 'i32'), y], 'bool')
  const belowEnd = b.apply('less', [y, b.number(columns, 'i32')], 'bool')
  const inRange = b.apply('select', [fromZero, b.apply('select', [belowEnd, loss, nan], dtype), nan], dtype)
  // In a single column rows are elements.
  b.write({ kind: columns === 1 || rows === 0 ? 'element' : 'row', register: inRange, buffer: out.buffer, offset: 0 })
  lowering.loops([b.build()])
  return asSource(out)
}
