/** Everything a user can write after `grokscope`: the arguments are parsed by this table and the help is printed from it. */

/** How the text after an option is read. */
export type OptionKind = 'flag' | 'text' | 'integer' | 'list' | 'assignment' | 'seeds'

export interface OptionSpec {
  readonly kind: OptionKind
  /** What stands for the value in the help. */
  readonly value: string
  readonly help: string
  /** Bounds of an integer, both included. */
  readonly range?: readonly [number, number]
  readonly repeatable?: true
}

export const optionTable = {
  store: { kind: 'text', value: 'DIR', help: "the lab's data folder (default: the application-data folder of this user)" },
  json: { kind: 'flag', value: '', help: 'for machines: one object, or one object a line' },
  seed: { kind: 'integer', value: 'N', range: [0, 0xffff_ffff], help: 'seed of the initial weights and of everything drawn while training' },
  seeds: { kind: 'seeds', value: 'A..B', help: 'one run for each seed from A to B, several at a time' },
  parallel: { kind: 'integer', value: 'N', range: [1, 1024], help: 'with --seeds: train N runs at a time (default: as many as this computer has threads for)' },
  set: { kind: 'assignment', value: 'KEY=VALUE', repeatable: true, help: 'one value of the configuration by its path, or of a measure, a theory or a rule by its name, as often as needed: --set optimiser.weight_decay=2' },
  steps: { kind: 'integer', value: 'N', range: [1, 1e8], help: 'train for N steps in all' },
  executor: { kind: 'text', value: 'NAME', help: 'force an executor: reference, native or tensorflow' },
  threads: { kind: 'integer', value: 'N', range: [1, 1024], help: 'threads of the executor (default: those of this computer, at most 4; 1 with --seeds)' },
  series: { kind: 'list', value: 'S,...', help: 'only these series' },
  csv: { kind: 'flag', value: '', help: 'every logged point as run,series,step,value' },
  measure: { kind: 'text', value: 'ID', help: 'the name of a measure; one that does not exist is answered with the list' },
  step: { kind: 'integer', value: 'N', range: [0, 1e8], help: 'the checkpoint at this step (default: the last)' },
  x: { kind: 'text', value: 'X', help: 'what stands on the x axis of curves: step (default), epoch, examples, flop, or the name of a series' },
  kind: { kind: 'text', value: 'KIND', help: 'curves (default), phases, or matrix: one tensor of one run at a step' },
  tensor: { kind: 'text', value: 'NAME', help: 'the tensor of a matrix (default: the first with two axes)' },
  out: { kind: 'text', value: 'FILE', help: 'write to this file' },
  quick: { kind: 'flag', value: '', help: 'everything in less than a minute, with a wider spread' },
  peers: { kind: 'flag', value: '', help: 'measure PyTorch and JAX on the same work too (in a clone; sets up a Python environment of its own)' },
  workload: { kind: 'list', value: 'W1,...', help: 'only these workloads' },
  rounds: { kind: 'integer', value: 'N', range: [1, 1000], help: 'how often every workload is measured' },
  pass: { kind: 'text', value: 'NAME', help: 'only what this pass of the compiler left (default: the last, with a table of all)' },
  help: { kind: 'flag', value: '', help: 'this text' },
} as const satisfies Readonly<Record<string, OptionSpec>>

export type OptionName = keyof typeof optionTable

export interface VerbSpec {
  readonly summary: string
  /** What the verb is about, where it needs to be told. */
  readonly operand: { readonly name: string; readonly help: string; /** Any number of them. */ readonly many?: true } | null
  /** Besides `--store`, `--json` and `--help`, which every verb takes. */
  readonly options: readonly OptionName[]
  readonly required?: readonly OptionName[]
  readonly examples: readonly string[]
}

const runOperand = { name: 'RUN', help: 'the id of a run, the beginning of one, or `latest`' } as const
const runOperands = { name: 'RUN...', help: 'ids of runs, beginnings of them, or `latest`', many: true } as const

export const verbTable = {
  presets: { summary: 'the experiments that need no configuration', operand: null, options: [], examples: ['grokscope presets'] },
  run: {
    summary: 'train a preset or a configuration, and save its runs; compute a preset of theory',
    operand: { name: 'PRESET|CONFIG.json', help: 'the name of a preset, or a file with a configuration (its name ends in .json)' },
    options: ['seed', 'seeds', 'parallel', 'set', 'steps', 'executor', 'threads'],
    examples: ['grokscope run pocket-grok --seed 3', 'grokscope run pocket-grok --set optimiser.weight_decay=2 --json', 'grokscope run pocket-grok --seeds 0..15 --json'],
  },
  explain: {
    summary: 'how the step of a preset or a configuration is compiled: the program after each pass, its operations, FLOP and bytes',
    operand: { name: 'PRESET|CONFIG.json', help: 'the name of a preset, or a file with a configuration (its name ends in .json)' },
    options: ['pass', 'set'],
    examples: ['grokscope explain five-second-grok', 'grokscope explain pocket-grok --pass one-hot-products', 'grokscope explain pocket-grok --set model.activation=relu --json'],
  },
  runs: { summary: 'the saved runs, newest first', operand: null, options: [], examples: ['grokscope runs'] },
  projects: { summary: 'the projects that runs are kept in', operand: null, options: [], examples: ['grokscope projects'] },
  trash: { summary: 'move runs to the trash, which keeps them for 30 days', operand: runOperands, options: [], examples: ['grokscope trash latest', 'grokscope trash 3kf 9x2m'] },
  restore: { summary: 'bring runs back from the trash', operand: runOperands, options: [], examples: ['grokscope restore 3kf'] },
  show: { summary: 'one run: configuration, state, events, checkpoints', operand: runOperand, options: [], examples: ['grokscope show latest'] },
  curves: {
    summary: 'the curves of a run',
    operand: runOperand,
    options: ['series', 'csv', 'out'],
    examples: ['grokscope curves latest --csv > curves.csv', 'grokscope curves latest --series test_accuracy --csv'],
  },
  figure: {
    summary: 'a figure of one or several runs, as the window draws and saves it: SVG, or CSV of its numbers',
    operand: runOperands,
    options: ['kind', 'series', 'x', 'tensor', 'step', 'out'],
    examples: ['grokscope figure latest --out curves.svg', 'grokscope figure 3kf 9x2m --series test_accuracy,test_loss --out compared.svg', 'grokscope figure latest --x flop --out cost.svg', 'grokscope figure latest --kind matrix --step 887 --out weights.svg'],
  },
  weights: {
    summary: 'the exact weights of a run as a safetensors file',
    operand: runOperand,
    options: ['step', 'out'],
    required: ['out'],
    examples: ['grokscope weights latest --out weights.safetensors'],
  },
  measure: {
    summary: 'measure a saved checkpoint of a run: spectra, margins, circuits, complexity and more',
    operand: runOperand,
    options: ['measure', 'step', 'set'],
    required: ['measure'],
    examples: ['grokscope measure latest --measure weight_norm', 'grokscope measure latest --measure neuron_norms --step 100 --set top=4 --json'],
  },
  phases: {
    summary: 'what the rules of the literature say of a run, from its curves: Liu’s four phases, PAIR’s, Minegishi’s',
    operand: runOperand,
    options: ['set'],
    examples: ['grokscope phases latest', 'grokscope phases latest --set liu.delay=2000 --set minegishi=0.99 --json'],
  },
  resume: {
    summary: 'go on with a run that was stopped or interrupted, or train a finished one further',
    operand: runOperand,
    options: ['steps'],
    examples: ['grokscope resume latest', 'grokscope resume latest --steps 5000'],
  },
  fork: {
    summary: 'a new run that goes on from a checkpoint of another with other keys; what came before is that run’s, to the last bit',
    operand: runOperand,
    options: ['step', 'set', 'seed', 'steps'],
    examples: ['grokscope fork latest --step 887 --set optimiser.learning_rate=0.003', 'grokscope fork latest --set optimiser.weight_decay=0 --steps 5000'],
  },
  bench: {
    summary: 'how fast this computer trains: milliseconds a step on seven workloads',
    operand: null,
    options: ['quick', 'peers', 'workload', 'rounds', 'executor', 'threads'],
    examples: ['grokscope bench --quick', 'grokscope bench --workload W1,W4 --json'],
  },
  doctor: { summary: 'what works on this computer: store and executors', operand: null, options: [], examples: ['grokscope doctor'] },
} as const satisfies Readonly<Record<string, VerbSpec>>

export type VerbName = keyof typeof verbTable

export const verbNames = Object.keys(verbTable) as VerbName[]

export const isVerbName = (text: string): text is VerbName => Object.hasOwn(verbTable, text)

/** Options of every verb. */
export const commonOptions = ['store', 'json', 'help'] as const satisfies readonly OptionName[]

export function optionsOf(verb: VerbName): readonly OptionName[] {
  return [...verbTable[verb].options, ...commonOptions]
}
