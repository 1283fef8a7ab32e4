import type { MeasureCard } from '../../shared/contract.ts'

/** What every run logs without being asked; the lab computes it while it evaluates. */
export const basicCards: readonly MeasureCard[] = [
  {
    id: 'loss',
    title: 'Loss',
    formula: String.raw`L = \frac1n\sum_{i}\ell(f(x_i), y_i)\quad\text{over the training or the test set}`,
    domain: 'Every run. 0 and above.',
    source: 'As configured: loss',
    unit: 'loss',
    expect: 'The training loss falls at once. The test loss rises while the network memorises, and falls decades of steps later.',
    cost: 'a',
    series: ['train_loss', 'test_loss'],
    parameters: {},
  },
  {
    id: 'accuracy',
    title: 'Accuracy',
    formula: String.raw`\text{share of examples whose largest output is the answer}`,
    domain: 'Every run; numbers count as right within a distance. 0 to 1.',
    source: 'Power et al. 2022',
    unit: '1',
    expect: 'The training accuracy reaches 1 within tens of steps. The test accuracy stays near chance for long, then rises: that is grokking.',
    cost: 'a',
    series: ['train_accuracy', 'test_accuracy'],
    parameters: {},
  },
]

/** The card of the measure that yields a series: by its name, or by a pattern such as `norm_l2.*`. */
export function cardOf(cards: readonly MeasureCard[], series: string): MeasureCard | null {
  const all = [...basicCards, ...cards]
  const yields = (pattern: string): boolean => (pattern.endsWith('.*') ? series.startsWith(pattern.slice(0, -1)) : pattern === series)
  return all.find((card) => card.series.includes(series)) ?? all.find((card) => card.series.some(yields)) ?? null
}

export const costWords: Readonly<Record<MeasureCard['cost'], string>> = {
  a: 'at every logged step, while a run trains',
  b: 'at every checkpoint, in well under a second',
  c: 'on demand, on a saved checkpoint: seconds to minutes',
}

/** A parameter as its schema describes it. */
export interface CardParameter {
  readonly key: string
  readonly kind: 'number' | 'whole' | 'choice' | 'switch' | 'text' | 'other'
  /** As JSON; undefined where the measure chooses itself. */
  readonly standard: unknown
  readonly least: number | null
  readonly most: number | null
  readonly choices: readonly string[]
  readonly unit: string
  readonly help: string
}

interface Described {
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly default?: unknown
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly unit?: string
  readonly help?: string
}

export function parametersOf({ parameters }: Pick<MeasureCard, 'parameters'>): readonly CardParameter[] {
  const { properties = {} } = (parameters ?? {}) as { readonly properties?: Readonly<Record<string, Described>> }
  return Object.entries(properties).map(([key, described]) => ({
    key,
    kind: kindOf(described),
    standard: described.default,
    least: described.minimum ?? described.exclusiveMinimum ?? null,
    most: described.maximum ?? described.exclusiveMaximum ?? null,
    choices: (described.enum ?? []).map(String),
    unit: described.unit === undefined || described.unit === '1' ? '' : described.unit,
    help: described.help ?? '',
  }))
}

function kindOf({ type, enum: choices }: Described): CardParameter['kind'] {
  if (choices) return 'choice'
  if (type === 'integer') return 'whole'
  if (type === 'number') return 'number'
  if (type === 'boolean') return 'switch'
  return type === 'string' ? 'text' : 'other'
}
