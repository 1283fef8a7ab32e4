import type { RunConfig } from '../../shared/schema/run-config.ts'
import { trainShare } from './table-rows.ts'

/** What a run would lack: it will hardly generalise, not within its steps, generalise at once, or show something that is no grokking. */
export type Outlook = 'never' | 'too late' | 'no delay' | 'artefact'

export interface Precondition {
  readonly id: string
  readonly outlook: Outlook
  /** The keys that decide. */
  readonly keys: readonly string[]
  /** What was found, with its numbers, and where it was measured. */
  readonly source: string
  /** One sentence on this configuration and what to do; null where the precondition is met or says nothing of it. */
  check(config: RunConfig): string | null
}

export interface Warning {
  readonly id: string
  readonly outlook: Outlook
  readonly keys: readonly string[]
  readonly source: string
  readonly sentence: string
}

const isTable = ({ task }: RunConfig): boolean => task.kind === 'modular_table' || task.kind === 'group_table' || task.kind === 'concealed_table'
const isAdaptive = ({ optimiser }: RunConfig): boolean => optimiser.kind !== 'sgd'
const isCrossEntropy = ({ loss }: RunConfig): boolean => loss.kind === 'cross_entropy'
const isMadeUp = ({ model }: RunConfig): boolean => 'init' in model && (model.init.kind === 'circle' || model.init.kind === 'waves' || model.init.kind === 'file')
const percent = (share: number): string => `${Number((share * 100).toPrecision(2))} %`

/** Something else than weight decay that keeps the weights from growing along themselves. */
function hasOtherPressure({ penalties = [], filter, constraint, noise, loss, model }: RunConfig): boolean {
  const hasDropout = 'dropout' in model && (model.dropout ?? 0) > 0
  return penalties.length > 0 || filter?.kind === 'orthogonal' || constraint?.kind === 'constant_norm' || noise !== undefined || loss.kind !== 'cross_entropy' || hasDropout
}

/** The largest weight decay of any parameter. */
function decayOf({ optimiser }: RunConfig): number {
  return Math.max(optimiser.weight_decay, ...(optimiser.groups ?? []).map((group) => group.weight_decay ?? 0))
}

/** Steps to 99 % of the tests at other train fractions, as multiples of those at 0.4. */
const laterAt: readonly (readonly [fraction: number, factor: number])[] = [[0.3, 2.7], [0.4, 1], [0.5, 0.55], [0.6, 0.31], [0.7, 0.24], [0.8, 0.18]]

/** Straight lines in the logarithm between the measured fractions, flat outside of them. */
function factorAt(fraction: number): number {
  const after = laterAt.findIndex(([at]) => at >= fraction)
  const [high, low] = [laterAt[after === -1 ? laterAt.length - 1 : after], laterAt[Math.max(0, after === -1 ? laterAt.length - 1 : after - 1)]]
  if (high === undefined || low === undefined || high === low) return high?.[1] ?? 1
  const share = (fraction - low[0]) / (high[0] - low[0])
  return Math.exp(Math.log(low[1]) + share * (Math.log(high[1]) - Math.log(low[1])))
}

/** In units of learning rate times steps, at a weight decay of 1 and a train fraction of 0.4: 11 to 13 for an MLP, 3.5 to 3.7 for a transformer. */
const decayTimes = { mlp: 12, transformer: 3.6 } as const

/**
 * About when a network on a table of residues has its tests right: t ≈ c f / (η λ), with the factor f of the train fraction and c = 12 for
 * an MLP, 3.6 for a transformer. Of the
 * right order only; null where it was not measured.
 */
export function stepsByDecay(config: RunConfig): number | null {
  const { optimiser, task, model, filter } = config
  const fraction = trainShare(config)
  const decay = decayOf(config)
  const fits = task.kind === 'modular_table' && task.operator === 'add' && optimiser.kind === 'adamw' && isCrossEntropy(config)
  // Beyond these the law was seen to bend.
  const times = model.kind === 'mlp' || model.kind === 'transformer' ? decayTimes[model.kind] : null
  if (!fits || times === null || filter !== undefined || isMadeUp(config) || fraction === null || fraction < 0.28 || decay < 0.3 || decay > 2) return null
  return (times * factorAt(fraction)) / (optimiser.learning_rate * decay)
}

/** What is known to decide whether a network groks; each with where it was found. */
export const preconditions: readonly Precondition[] = [
  {
    id: 'too-little-data',
    outlook: 'never',
    keys: ['split.train_fraction', 'split.train_count'],
    source: 'Sweep on the reference run (p 59, MLP): 10 to 25 % never within 3 000 steps, 30 % at 10 % by then, 40 % at step 1 100; Power et al. 2022, figure 1: the effort grows without bound below a critical share.',
    check(config) {
      const share = trainShare(config)
      if (!isTable(config) || share === null || share >= 0.25 || isMadeUp(config)) return null
      return `It is trained on ${percent(share)} of the table. With less than about 25 % the cheaper solution is to learn by heart, and the tests stay wrong. Set split.train_fraction to 0.3 to 0.5.`
    },
  },
  {
    id: 'much-data',
    outlook: 'no delay',
    keys: ['split.train_fraction', 'split.train_count'],
    source: 'Sweep on the reference run: 60 % at step 340, 70 % at 260, 80 % at 200, while training is right at 40; Kumar et al. 2023: too much data leaves no delay.',
    check(config) {
      const share = trainShare(config)
      if (!isTable(config) || share === null || share < 0.7) return null
      return `It is trained on ${percent(share)} of the table: the tests follow training soon, and there is little delay to see. Set split.train_fraction to 0.3 to 0.5.`
    },
  },
  {
    id: 'no-decay',
    outlook: 'never',
    keys: ['optimiser.weight_decay'],
    source: 'Sweep on the reference run: a weight decay of 0, 0.03 and 0.1 never within 4 000 steps, 0.3 at 3 800, 1 at 1 100; Prieto et al. 2025: none at all in 80 000 steps without decay; Miller et al. 2023, the linear model.',
    check(config) {
      const { model, optimiser } = config
      const decay = decayOf(config)
      // Decay inside the gradient is divided by its length: how much that takes off is not known beforehand.
      const isLittle = decay === 0 || (optimiser.kind === 'adamw' && decay * optimiser.learning_rate * config.steps < 3)
      if (!isLittle || (model.kind !== 'mlp' && model.kind !== 'transformer') || !isAdaptive(config) || hasOtherPressure(config) || isMadeUp(config)) return null
      const how = decay === 0 ? 'There is no weight decay' : `The weight decay is ${decay}, which with this learning rate takes ${percent(1 - Math.exp(-decay * optimiser.learning_rate * config.steps))} off a weight over the whole run`
      return `${how}, and nothing else makes the network give up what it learnt by heart. Set optimiser.weight_decay to about 1, or a filter of kind orthogonal.`
    },
  },
  {
    id: 'too-few-steps',
    outlook: 'too late',
    keys: ['steps', 'optimiser.learning_rate', 'optimiser.weight_decay', 'split.train_fraction'],
    source: 'Sweeps on the reference run: the step of 99 % goes as 1/(learning rate × weight decay), 11 to 13 in those units at a train fraction of 0.4; Liu et al. 2023 (Omnigrok): ln(w₀/w_c)/(learning rate × weight decay).',
    check(config) {
      const steps = stepsByDecay(config)
      if (steps === null || config.steps >= 0.9 * steps) return null
      return `At this learning rate and weight decay the tests come right at about step ${Number(steps.toPrecision(2))}, give or take half of it; the run ends at ${config.steps}. Set steps to ${Number((1.6 * steps).toPrecision(1))}.`
    },
  },
  {
    id: 'pulled-too-hard',
    outlook: 'never',
    keys: ['optimiser.weight_decay', 'optimiser.learning_rate'],
    source: 'Sweep on the reference run (learning rate 0.01): a weight decay of 8 takes until step 260 to fit its training examples, 16 cannot (33 %).',
    check(config) {
      const pull = decayOf(config) * config.optimiser.learning_rate
      if (config.optimiser.kind !== 'adamw' || pull < 0.12) return null
      return `Each update takes ${percent(Math.min(1, pull))} off every weight, more than it can learn against, so that even the training examples are not fitted. Keep learning rate × weight decay below 0.1.`
    },
  },
  {
    id: 'high-rate',
    outlook: 'never',
    keys: ['optimiser.learning_rate'],
    source: 'Sweep on the reference run: rates from 0.001 to 0.03 grok; Power et al. 2022: it works inside about one order of magnitude only.',
    check(config) {
      const { kind, learning_rate } = config.optimiser
      if (kind === 'sgd' || !isTable(config) || learning_rate < 0.1) return null
      return `A learning rate of ${learning_rate} moves every weight by about that much in each update, several times the largest that was seen to grok (0.03). Expect spikes or divergence; set optimiser.learning_rate to 0.001 to 0.03.`
    },
  },
  {
    id: 'small-start-and-squares',
    outlook: 'no delay',
    keys: ['model.init.scale', 'loss.kind'],
    source: 'Liu et al. 2023 (Omnigrok), figures 1 and 3: MNIST groks from weights 8 times the usual, a student from 2 times; at 1 the tests follow at once (ours: step 400). With cross-entropy and decay the start is irrelevant (sweep on the reference run).',
    check(config) {
      const { model, loss, task } = config
      if (loss.kind !== 'mse' || (task.kind !== 'images' && task.kind !== 'teacher_student') || model.kind !== 'mlp' || !('scale' in model.init)) return null
      const scaled = (config.model as { readonly output_scale?: number }).output_scale ?? 1
      const least = task.kind === 'images' ? 4 : 1.5
      if (model.init.kind !== 'torch_default' || model.init.scale * scaled >= least) return null
      return `The weights begin ${model.init.scale} times as large as usual. With a squared error the delay comes from weights that begin too large; set model.init.scale to ${task.kind === 'images' ? 8 : 2}.`
    },
  },
  {
    id: 'narrow',
    outlook: 'never',
    keys: ['model.hidden'],
    source: 'Chughtai et al. 2023, stored runs on S5: 112 neurons 3 of 4, 96 1 of 4, 80 and 64 none; Merrill et al. 2023 and ours on parity: a width of 100 never, 1 000 at step 3 500.',
    check({ model, task }) {
      const widest = model.kind === 'mlp' ? Math.max(...model.hidden) : null
      if (widest === null) return null
      const isNarrow = (task.kind === 'group_table' && task.group === 'symmetric' && task.n >= 5 && widest < 112) || (task.kind === 'sparse_parity' && task.bits >= 40 && widest <= 100)
      return isNarrow ? `${widest} neurons were almost never enough for this task: a network groks when it has more than its solution needs. Set model.hidden to ${task.kind === 'group_table' ? 128 : 1000} or more.` : null
    },
  },
  {
    id: 'hard-operation',
    outlook: 'never',
    keys: ['task.operator'],
    source: 'Power et al. 2022: x³ + xy² + y stays wrong with 95 % of the table within 100 000 steps; Gromov 2023: it is no function of a sum of functions.',
    check({ task }) {
      if (task.kind !== 'modular_table' || task.operator !== 'x3+xy2+y') return null
      return 'Nobody has seen this operation generalise, whatever the share that is trained on. Choose another task.operator for a run that is to grok.'
    },
  },
  {
    id: 'composite',
    outlook: 'artefact',
    keys: ['task.modulus'],
    source: 'Residues of a composite number have sub-groups: frequencies k with a common factor with p see only a part of the residues.',
    check({ task }) {
      if (task.kind !== 'modular_table' || task.modulus < 8) return null
      const factor = smallestFactor(task.modulus)
      if (factor === task.modulus) return null
      return `${task.modulus} = ${factor} × ${task.modulus / factor} is not a prime: the network may learn a part of the table by its sub-groups, and steps on the test curve are those. Try ${nearestPrimes(task.modulus).join(' or ')}.`
    },
  },
  {
    id: 'plain-softmax',
    outlook: 'artefact',
    keys: ['loss.form', 'loss.softmax_precision', 'precision'],
    source: 'Prieto et al. 2025: gradients vanish by rounding once about half of the examples have collapsed; Nanda et al. 2023: spikes in 32 bits that are gone in 64.',
    check({ loss, precision }) {
      if (loss.kind !== 'cross_entropy' || loss.form !== 'plain') return null
      const bits = loss.softmax_precision ?? precision
      if (bits === 'f64') return null
      return `Plain cross-entropy in ${bits === 'f16' ? 16 : 32} bits rounds the gradient of what is almost certain to zero: training stalls or jumps, which looks like a phenomenon and is none. Set loss.form to exact_gradient, or loss.softmax_precision to f64.`
    },
  },
  {
    id: 'large-epsilon',
    outlook: 'artefact',
    keys: ['optimiser.epsilon', 'loss.divisor'],
    source: 'Prieto et al. 2025 use 1e-25; PAIR’s loss divided by 67: gradients fall to 1e-8 and the epsilon of Adam takes over.',
    check({ optimiser, loss }) {
      if (!('epsilon' in optimiser) || optimiser.kind === 'rmsprop') return null
      const divisor = loss.kind === 'cross_entropy' ? (loss.divisor ?? 1) : 1
      if (optimiser.epsilon * divisor < 1e-5) return null
      return `An epsilon of ${optimiser.epsilon}${divisor === 1 ? '' : `, with a loss divided by ${divisor},`} is as large as the gradients once training is right, so that updates stop there. Set optimiser.epsilon to 1e-8 or less.`
    },
  },
  {
    id: 'mirrored-pairs',
    outlook: 'artefact',
    keys: ['task.ordered', 'model.embedding.combine'],
    source: 'Nanda et al. 2023 (8 %), DeMoss et al. 2024 (20 %): a plateau of the test curve at the share of pairs whose mirror image is trained on.',
    check({ task, model }) {
      const commutes = task.kind === 'modular_table' && task.ordered && (task.operator === 'add' || task.operator === 'multiply' || task.operator === 'x2+y2' || task.operator === 'x2+xy+y2')
      const sums = model.kind === 'mlp' && model.embedding?.tables === 'shared' && (model.embedding.combine === 'sum' || model.embedding.combine === 'sum_of_layers')
      return commutes && sums ? 'The model cannot tell (a, b) from (b, a), so tests whose mirror image is trained on are right from the start: a plateau that is no generalisation. Set task.ordered to false.' : null
    },
  },
]

/** Why this configuration would not grok, as far as is known: the gravest first. Nothing known against it is no promise. */
export function warningsOf(config: RunConfig): readonly Warning[] {
  const rank: readonly Outlook[] = ['never', 'too late', 'no delay', 'artefact']
  return preconditions
    .flatMap(({ check, ...rest }) => {
      const sentence = check(config)
      return sentence === null ? [] : [{ ...rest, sentence }]
    })
    .sort((a, b) => rank.indexOf(a.outlook) - rank.indexOf(b.outlook))
}

function smallestFactor(n: number): number {
  for (let d = 2; d * d <= n; d++) if (n % d === 0) return d
  return n
}

/** The primes next to a number, below and above. */
function nearestPrimes(n: number): number[] {
  let [low, high] = [n - 1, n + 1]
  while (low > 2 && smallestFactor(low) !== low) low--
  while (smallestFactor(high) !== high) high++
  return [low, high]
}
