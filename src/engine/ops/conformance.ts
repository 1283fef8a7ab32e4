import { arrangementCases } from './conformance/arrangements.ts'
import type { ConformanceCase } from './conformance/case.ts'
import { decompositionCases } from './conformance/decompositions.ts'
import { elementwiseCases } from './conformance/elementwise.ts'
import { productCases } from './conformance/products.ts'
import { reductionCases } from './conformance/reductions.ts'
import { rowCases } from './conformance/rows.ts'
import { sourceCases } from './conformance/sources.ts'

export { agrees, tolerances, type ConformanceCase, type Tolerance } from './conformance/case.ts'
export { gradientCases, type GradientCase } from './conformance/gradients.ts'
export { numericsCases, type NumericsCase } from './conformance/numerics.ts'
export { refusals } from './conformance/refusals.ts'

/** What every implementation of `Ops` must do as the reference does: empty and single tensors, ties, NaN and infinity too. */
export const conformanceCases: readonly ConformanceCase[] = [
  ...sourceCases,
  ...elementwiseCases,
  ...productCases,
  ...decompositionCases,
  ...reductionCases,
  ...arrangementCases,
  ...rowCases,
]
