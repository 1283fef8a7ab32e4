import type { EvidencePlan } from './claim.ts'
import { fiveSecondGrok } from './five-second-grok.ts'
import { pocketGrok } from './pocket-grok.ts'

/** What each preset has to show, in the order of the gallery. */
export const plans: readonly EvidencePlan[] = [
  pocketGrok,
  fiveSecondGrok,
]
