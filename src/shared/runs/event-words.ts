import type { EventId } from '../schema/run.ts'

/** How an event is written: its condition, in the colour of its role. */
export const eventWords: Readonly<Record<EventId, { readonly words: string; readonly role: 'train' | 'test' }>> = {
  train_acc_99: { words: 'train ≥ 99\u00A0%', role: 'train' },
  train_acc_100: { words: 'train = 100\u00A0%', role: 'train' },
  test_acc_50: { words: 'test ≥ 50\u00A0%', role: 'test' },
  test_acc_95: { words: 'test ≥ 95\u00A0%', role: 'test' },
  test_acc_99: { words: 'test ≥ 99\u00A0%', role: 'test' },
}
