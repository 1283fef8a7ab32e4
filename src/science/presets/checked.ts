import type { ExpectedEvents } from '../types.ts'

/**
 * Seeds that were run on this engine with the outcome that a preset promises, and the range of the step of each event over them, by
 * preset. Written by `npm run evidence` from resources/evidence; a preset that has not been run is not here.
 */
export const checked: Readonly<Record<string, { readonly checkedSeeds: readonly number[]; readonly expected: ExpectedEvents }>> = {
  'pocket-grok': { checkedSeeds: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], expected: { train_acc_99: [18, 22], train_acc_100: [20, 32], test_acc_50: [317, 468], test_acc_95: [468, 627], test_acc_99: [542, 691] } },
}
