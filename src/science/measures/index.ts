import type { Measure } from '../types.ts'
import { fourierPowerMeasure } from './fourier-power.ts'
import { weightNorm } from './weight-norm.ts'

export const measures: readonly Measure[] = [
  weightNorm,
  fourierPowerMeasure,
]
