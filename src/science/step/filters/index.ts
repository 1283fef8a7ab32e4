import { clip } from './clip.ts'
import type { Filters } from './filter.ts'
import { grokfastEma, grokfastMa } from './grokfast.ts'
import { orthogonal } from './orthogonal.ts'

export const filters: Filters = {
  grokfast_ema: grokfastEma,
  grokfast_ma: grokfastMa,
  orthogonal,
  clip,
}
