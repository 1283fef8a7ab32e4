import { arrangementCases } from './conformance/arrangements.ts'
import type { ConformanceCase } from './conformance/case.ts'
import { decompositionCases } from './conformance/decompositions.ts'
import { derivedCases, derivedGradients } from './conformance/derived.ts'
import { elementwiseCases } from './conformance/elementwise.ts'
import { primitiveGradients, type GradientCase } from './conformance/gradients.ts'
import { productCases } from './conformance/products.ts'
import { precisionCases } from './conformance/precision.ts'
import { reductionCases } from './conformance/reductions.ts'
import { rowCases } from './conformance/rows.ts'
import { sizeCases } from './conformance/sizes.ts'
import { sourceCases } from './conformance/sources.ts'

export { agrees, tolerances, type ConformanceCase, type Tolerance } from './conformance/case.ts'
export type { GradientCase } from './conformance/gradients.ts'
export { numericsCases, type NumericsCase } from './conformance/numerics.ts'
export { refusals } from './conformance/refusals.ts'

/** What every implementation of `Ops` must do as the reference does: empty and single tensors, ties, NaN and infinity too. */
export const conformanceCases: readonly ConformanceCase[] = [
  ...sourceCases,
  ...elementwiseCases,
  ...precisionCases,
  ...sizeCases,
  ...productCases,
  ...decompositionCases,
  ...reductionCases,
  ...arrangementCases,
  ...rowCases,
  ...derivedCases,
]

/** Functions whose gradient by rule is held against finite differences: at least one a primitive, then the derived ones. */
export const gradientCases: Readonly<Record<string, readonly GradientCase[]>> = { ...primitiveGradients, ...derivedGradients }
