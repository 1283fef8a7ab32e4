import type { ExecutorName } from '../../shared/schema/run.ts'

/** In order of preference. `reference` is last: it refuses nothing. */
export const preference: readonly ExecutorName[] = ['native', 'tensorflow', 'reference']
