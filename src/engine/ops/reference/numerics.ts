import { numericsOver, type Numerics } from '../numerics.ts'
import { cholesky } from './cholesky.ts'
import { householderQr } from './householder-qr.ts'
import { jacobiEigh } from './jacobi-eigh.ts'
import { jacobiSvd } from './jacobi-svd.ts'

/** Decompositions in plain TypeScript: the definition, and what the lab uses where there is no addon. */
export const referenceNumerics: Numerics = numericsOver({ svd: jacobiSvd, eigh: jacobiEigh, qr: householderQr, cholesky })
