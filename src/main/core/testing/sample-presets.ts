import type { Preset } from '../../../science/types.ts'
import { tinyConfig } from './sample-runs.ts'

const card = {
  tagline: 'Small.', source: 'Ours', system: 'testing', figure: null, isFaithful: false, reproduces: 'Nothing.', description: 'Small enough for a test.', lookAt: 'Its end.', traps: [],
} as const

/** Stand in the place of the real ones where a test says so: each kind, small enough to be trained whole. */
export const samplePresets: readonly Preset[] = [
  { ...card, kind: 'run', id: 'tiny', title: 'Tiny', config: tinyConfig, checkedSeeds: [0], expected: {} },
  {
    ...card, kind: 'continuation', id: 'tiny-on', title: 'Tiny, on', checkedSeeds: [0],
    member: { kind: 'continuation', name: 'on', of: 'tiny', at: 'last', start: { kind: 'weights' }, set: [['optimiser.weight_decay', 0], ['steps', 10]] },
  },
  {
    ...card, kind: 'continuation', id: 'tiny-never', title: 'Tiny, never', checkedSeeds: [0],
    member: { kind: 'continuation', name: 'never', of: 'tiny', at: 'test_acc_99', start: { kind: 'weights' }, set: [] },
  },
  {
    ...card, kind: 'set', id: 'tiny-tickets', title: 'Tickets', checkedSeeds: [0],
    members: [
      { kind: 'run', name: 'base', config: tinyConfig },
      { kind: 'continuation', name: 'ticket', of: 'base', at: 'last', start: { kind: 'ticket', prune: 0.5, mask: 'magnitude' }, set: [['steps', 20]] },
      { kind: 'continuation', name: 'random', of: 'base', at: 'last', start: { kind: 'ticket', prune: 0.5, mask: 'random' }, set: [['steps', 20]] },
    ],
  },
  {
    ...card, kind: 'set', id: 'tiny-set', title: 'Three', checkedSeeds: [0],
    members: [
      { kind: 'run', name: 'plain', config: tinyConfig },
      { kind: 'continuation', name: 'elsewhere', of: 'tiny', at: 'last', start: { kind: 'weights' }, set: [['steps', 10]] },
      { kind: 'continuation', name: 'on', of: 'elsewhere', at: 'last', start: { kind: 'weights' }, set: [['steps', 5]] },
    ],
  },
  {
    ...card, kind: 'set', id: 'tiny-broken', title: 'Broken', checkedSeeds: [0],
    members: [
      { kind: 'run', name: 'first', config: tinyConfig },
      { kind: 'run', name: 'diverging', config: { ...tinyConfig, optimiser: { kind: 'adamw', learning_rate: 1, weight_decay: 1000 } } },
      { kind: 'run', name: 'after', config: tinyConfig },
      { kind: 'continuation', name: 'on', of: 'after', at: 'last', start: { kind: 'weights' }, set: [['steps', 5]] },
    ],
  },
  {
    ...card, kind: 'set', id: 'long-set', title: 'Long', checkedSeeds: [0],
    members: [
      { kind: 'run', name: 'long', config: { ...tinyConfig, steps: 100_000_000, log: { every_until: 10, ratio: 2 }, checkpoint: { ratio: 2 } } },
      { kind: 'run', name: 'after', config: tinyConfig },
    ],
  },
  { ...card, kind: 'theory', id: 'tiny-theory', title: 'A law', theory: 'decay_time', parameters: { weight_decay: 0.1 } },
]
