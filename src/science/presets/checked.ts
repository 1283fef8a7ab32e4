import type { ExpectedEvents } from '../types.ts'

/**
 * Seeds that were run on this engine with the outcome that a preset promises, and the range of the step of each event over them, by
 * preset. Written by `npm run evidence` from resources/evidence; a preset that has not been run is not here.
 */
export const checked: Readonly<Record<string, { readonly checkedSeeds: readonly number[]; readonly expected: ExpectedEvents }>> = {
  'a5-fast': { checkedSeeds: [0, 1, 2], expected: { train_acc_99: [31, 32], train_acc_100: [34, 36], test_acc_50: [1925, 2122], test_acc_95: [2457, 2986], test_acc_99: [2580, 3457] } },
  'complexity': { checkedSeeds: [0], expected: { train_acc_99: [29, 29], train_acc_100: [31, 31], test_acc_50: [840, 840], test_acc_95: [1072, 1072], test_acc_99: [1182, 1182] } },
  'concealment': { checkedSeeds: [0, 1, 2], expected: {} },
  'd59-fast': { checkedSeeds: [0], expected: { train_acc_99: [40, 40], train_acc_100: [45, 45], test_acc_50: [1072, 1072], test_acc_95: [1437, 1437], test_acc_99: [1584, 1584] } },
  'decay-controls-delay': { checkedSeeds: [0], expected: {} },
  'decay-sweep': { checkedSeeds: [0], expected: {} },
  'decoder-decay': { checkedSeeds: [0, 1, 2, 3], expected: {} },
  'digits': { checkedSeeds: [0], expected: {} },
  'dropout-delay': { checkedSeeds: [0], expected: {} },
  'five-second-grok': { checkedSeeds: [0, 1, 2, 3], expected: { train_acc_99: [28, 29], train_acc_100: [31, 33], test_acc_50: [691, 840], test_acc_95: [926, 1072], test_acc_99: [1126, 1241] } },
  'fraction-sweep': { checkedSeeds: [0], expected: {} },
  'grokfast-control': { checkedSeeds: [0], expected: {} },
  'gromov-descent': { checkedSeeds: [0, 1], expected: { train_acc_99: [516, 516], train_acc_100: [542, 569], test_acc_50: [569, 627], test_acc_95: [627, 658], test_acc_99: [658, 691] } },
  'lazy-rich': { checkedSeeds: [0], expected: {} },
  'linear-regression': { checkedSeeds: [0], expected: {} },
  'linear-teacher': { checkedSeeds: [0], expected: { train_acc_99: [3292, 3292], train_acc_100: [5107, 5107], test_acc_50: [11147, 11147], test_acc_95: [23174, 23174], test_acc_99: [28168, 28168] } },
  'local-learning-coefficient': { checkedSeeds: [3, 4, 6, 7], expected: { train_acc_99: [1126, 1437], train_acc_100: [1437, 2021], test_acc_50: [11705, 22071], test_acc_95: [12290, 24333], test_acc_99: [12904, 25000] } },
  'lottery-tickets': { checkedSeeds: [0], expected: {} },
  'mnist': { checkedSeeds: [0], expected: { train_acc_99: [1663, 1663], train_acc_100: [2021, 2021], test_acc_50: [20019, 20019] } },
  'nanda': { checkedSeeds: [0], expected: { train_acc_99: [139, 139], train_acc_100: [145, 145], test_acc_50: [7545, 7545], test_acc_95: [8319, 8319], test_acc_99: [8319, 8319] } },
  'nanda-fast': { checkedSeeds: [0], expected: { train_acc_99: [69, 69], train_acc_100: [77, 77], test_acc_50: [1241, 1241], test_acc_95: [1437, 1437], test_acc_99: [1584, 1584] } },
  'orthogonal-gradient': { checkedSeeds: [0, 1], expected: {} },
  'pair-circle': { checkedSeeds: [1, 2, 3, 4, 5, 6, 7], expected: { train_acc_99: [9171, 10111], train_acc_100: [10111, 11147], test_acc_50: [1182, 3811], test_acc_95: [5912, 8734], test_acc_99: [9630, 11147] } },
  'pair-fast': { checkedSeeds: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], expected: { train_acc_99: [132, 1182], train_acc_100: [302, 2844], test_acc_50: [1368, 5107], test_acc_95: [1833, 5362], test_acc_99: [1925, 5630] } },
  'parity-l1': { checkedSeeds: [0, 1, 2], expected: {} },
  'parity-two-circuits': { checkedSeeds: [0, 1, 2], expected: { train_acc_99: [691, 726], train_acc_100: [1508, 2228], test_acc_50: [0, 1], test_acc_95: [4412, 4632], test_acc_99: [4632, 5107] } },
  'pocket-grok': { checkedSeeds: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], expected: { train_acc_99: [18, 22], train_acc_100: [20, 32], test_acc_50: [317, 468], test_acc_95: [468, 627], test_acc_99: [542, 691] } },
  's4-fast': { checkedSeeds: [0, 1, 2], expected: { train_acc_99: [15, 17], train_acc_100: [16, 18], test_acc_50: [1833, 3457], test_acc_95: [2457, 4002], test_acc_99: [2580, 4412] } },
  's5-fast': { checkedSeeds: [0], expected: {} },
  'spectral-penalty': { checkedSeeds: [0], expected: {} },
  'teacher-student': { checkedSeeds: [0], expected: {} },
  'toy-addition': { checkedSeeds: [0, 1, 3, 5, 7, 10, 12, 13, 14, 15], expected: { train_acc_99: [2021, 2340], train_acc_100: [2021, 2340], test_acc_50: [1021, 1182] } },
  'transformer-fast': { checkedSeeds: [0], expected: { train_acc_99: [48, 48], train_acc_100: [51, 51], test_acc_50: [491, 491], test_acc_95: [658, 658], test_acc_99: [691, 691] } },
  'two-heads': { checkedSeeds: [0, 1], expected: {} },
  'ungrok': { checkedSeeds: [0], expected: {} },
  'width-sweep': { checkedSeeds: [0], expected: {} },
}
