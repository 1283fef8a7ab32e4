import { checkProgram } from './check.ts'
import { commonSubexpressions } from './passes/common-subexpressions.ts'
import { deadCode } from './passes/dead-code.ts'
import { foldConstants } from './passes/fold-constants.ts'
import { masksFromResults } from './passes/masks-from-results.ts'
import { oneHotProducts } from './passes/one-hot-products.ts'
import { sumsOfParts } from './passes/sums-of-parts.ts'
import type { Program } from './program.ts'

export interface Pass {
  readonly name: string
  readonly run: (program: Program) => Program
}

/** In the order in which they run: each leaves work for the next. */
export const passes: readonly Pass[] = [
  { name: 'fold-constants', run: foldConstants },
  { name: 'one-hot-products', run: oneHotProducts },
  { name: 'sums-of-parts', run: sumsOfParts },
  { name: 'common-subexpressions', run: commonSubexpressions },
  { name: 'masks-from-results', run: masksFromResults },
  { name: 'dead-code', run: deadCode },
]

/** The program after all passes, checked after each. `watch` sees every stage. */
export function optimise(program: Program, watch: (pass: Pass, after: Program) => void = () => {}): Program {
  return passes.reduce((before, pass) => {
    const after = checkProgram(pass.run(before), pass.name)
    watch(pass, after)
    return after
  }, program)
}
