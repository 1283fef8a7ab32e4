import type { Numerics } from '../../../engine/ops/numerics.ts'
import type { HostTensor } from '../../../shared/tensors.ts'

/** How a kernel K [P, P] lies to answers Y [P, C], both f64. */
export interface Alignment {
  /** tr(Yᵀ K Y)/(‖K‖_F ‖Y‖²): 1 where K is y yᵀ, 1/√P where K is the unit matrix. */
  readonly alignment: number
  /** tr(Yᵀ K⁺ Y), eigenvalues below P · 2⁻⁵² of the largest left out. */
  readonly difficulty: number
  /** Share of ‖Y‖² that the left-out directions hold: what the kernel cannot fit at all. */
  readonly unreachable: number
  /** Ascending. */
  readonly eigenvalues: Float64Array
}

/** Source: Kumar et al. 2023, arXiv:2310.06110 (alignment as centred kernel alignment without the centring, difficulty yᵀK⁻¹y). */
export function alignmentOf(kernel: HostTensor, answers: HostTensor, numerics: Numerics): Alignment {
  const [p = 0, outputs = 0] = answers.shape
  let kernelSquares = 0
  for (let i = 0; i < kernel.data.length; i++) kernelSquares += kernel.data[i]! ** 2
  let answerSquares = 0
  for (let i = 0; i < answers.data.length; i++) answerSquares += answers.data[i]! ** 2
  const { values, vectors } = numerics.eigh(kernel)
  const smallest = p * 2 ** -52 * Math.max(0, values.data[p - 1] ?? 0)
  let agreement = 0
  let difficulty = 0
  let unreachable = 0
  for (let k = 0; k < p; k++) {
    let power = 0 // of the answers along eigenvector k
    for (let c = 0; c < outputs; c++) {
      let along = 0
      for (let i = 0; i < p; i++) along += vectors.data[i * p + k]! * answers.data[i * outputs + c]!
      power += along ** 2
    }
    const value = values.data[k]!
    agreement += value * power
    if (value > smallest) difficulty += power / value
    else unreachable += power
  }
  return { alignment: agreement / (Math.sqrt(kernelSquares) * answerSquares), difficulty, unreachable: unreachable / answerSquares, eigenvalues: Float64Array.from(values.data) }
}
