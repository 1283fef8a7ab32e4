import { formatFixed, formatInteger, formatPercent } from '../../../../figures/formats.ts'
import type { Sample } from '../../../../shared/contract/guide.ts'
import type { Curves, EventSteps } from '../../../../shared/schema/run.ts'
import type { Span } from './span-playback.ts'

/** What the stage shows beside the words. */
export type TourView = 'accuracy' | 'share' | 'matrix' | 'spectrum'

export interface TourStep {
  readonly id: string
  readonly title: string
  readonly paragraphs: readonly string[]
  readonly plays: readonly Span[]
  readonly view: TourView
  /** The reader marks a step before the rest of the curve is shown. */
  readonly predicts?: boolean
  /** Before the prediction nothing after this step is drawn. */
  readonly ends?: boolean
  readonly source?: string
}

/** The stored value at the last logged step up to `step`. */
export function storedAt(curves: Curves, series: string, step: number): number {
  const found = curves[series]
  const at = found?.steps.findLastIndex((logged) => logged <= step) ?? -1
  return found?.values[at] ?? NaN
}

/** The tour over the bundled run. Every number in it is read from that run, so that words and curves cannot disagree. */
export function tourSteps({ curves, config }: Pick<Sample, 'curves' | 'config'>, events: EventSteps, keys: ReadonlySet<number>): readonly TourStep[] {
  const last = config.steps
  const learnt = events.train_acc_100 ?? last
  const half = events.test_acc_50 ?? last
  const done = events.test_acc_99 ?? last
  const step = (value: number): string => `step ${formatInteger(value)}`
  const percent = (series: string, at: number): string => formatPercent(storedAt(curves, series, at), 0)
  const number = (series: string, at: number): string => formatFixed(storedAt(curves, series, at), 2)
  const decay = config.optimiser.weight_decay
  const shrink = formatFixed((1 - config.optimiser.learning_rate * decay) * 100, 1)
  const middle = Math.round(Math.sqrt(learnt * half))

  return [
    {
      id: 'table',
      title: 'A table with holes',
      paragraphs: [
        'Take all sums a + b modulo 31: 961 of them. Show a small network half of the table, and ask it for the other half.',
        'It sees each number as a name, not as a quantity: that 7 stands between 6 and 8 is nothing it is told. Guessing is right in 1 of 31.',
        'The chart counts training steps from left to right on a log axis: 1 to 10 takes as much room as 100 to 1 000, because what happens early happens fast. Blue is the half it is trained on, vermillion the half it has never seen.',
      ],
      plays: [{ from: 0, to: 10 }],
      view: 'accuracy',
      ends: true,
      source: 'The task: Power et al. 2022, arXiv:2201.02177. This network: a small form of Gromov 2023, arXiv:2301.02679.',
    },
    {
      id: 'by-heart',
      title: 'It learns by heart',
      paragraphs: [
        `At ${step(learnt)} every training sum is right. Of the others, ${percent('test_accuracy', learnt)} are.`,
        'This is memorising: the weights hold an answer for each question they were shown, and nothing that carries over to another.',
      ],
      plays: [{ from: 0, to: learnt }],
      view: 'accuracy',
      ends: true,
    },
    {
      id: 'predict',
      title: 'What happens next?',
      paragraphs: [
        'Training goes on. The network has nothing left to correct on the sums it sees, and no new ones come.',
        'Mark the step at which you expect half of the unseen sums to be right: click on the chart, or move the mark with the arrow keys. Then look.',
      ],
      plays: [],
      view: 'accuracy',
      predicts: true,
    },
    {
      id: 'plateau',
      title: 'Nothing seems to happen',
      paragraphs: [
        `From ${step(learnt)} to ${step(middle)} training accuracy stands at 100 % and test accuracy at ${percent('test_accuracy', middle)} or below. Who watches these two stops here.`,
        `The weights do not stand still. Take each neuron’s weights as a function of the number it reads, and ask how much of it is one single wave: that share grows from ${number('frequency_share', learnt)} to ${number('frequency_share', middle)} on average, with no jump anywhere.`,
      ],
      plays: [{ from: learnt, to: middle }],
      view: 'share',
      source: 'Measures that move before accuracy does: Nanda et al. 2023, arXiv:2301.05217.',
    },
    {
      id: 'grokking',
      title: 'Then it understands',
      paragraphs: [
        `Half of the unseen sums are right at ${step(half)}, and 99 % at ${step(done)}: ${formatInteger(done - learnt)} steps after the network knew all it was shown. This delay is grokking.`,
        'The bar above the curves names the phases: memorising until training accuracy reaches 99 %, plateau until test accuracy leaves 5 %, generalising until it reaches 99 %, then grokked. A time always needs its threshold; the lab prints it beside the step.',
      ],
      plays: [{ from: middle, to: done }],
      view: 'share',
    },
    {
      id: 'waves',
      title: 'What has changed inside',
      paragraphs: [
        'Below the curves lies the first weight matrix: a row for each number a, a column for each of 256 neurons, brown below zero and teal above. At the start it is noise. Play it.',
        'Columns turn into stripes: each neuron has become a wave in a, cos(2πka/31 + φ), with a frequency k of its own. Columns are ordered by the frequency they end with, so that neurons of one frequency stand together.',
      ],
      plays: [{ from: 0, to: last }],
      view: 'matrix',
      source: 'Waves in networks that add: Nanda et al. 2023; this closed form: Gromov 2023.',
    },
    {
      id: 'fourier',
      title: 'Why waves add',
      paragraphs: [
        'Squaring cos(α) + cos(β) makes the term cos(α + β): a neuron that reads a wave of a and the same wave of b holds a wave of their sum. The last layer asks, for each answer c, how well the waves of all neurons agree with c. Where they agree they add up; elsewhere they cancel.',
        `The bars show how the power of the matrix is spread over the 15 frequencies. Noise spreads it evenly; at the end ${formatInteger(keys.size)} of them stand out. These are called key frequencies.`,
      ],
      plays: [{ from: 0, to: done }],
      view: 'spectrum',
    },
    {
      id: 'decay',
      title: 'What weight decay does',
      paragraphs: [
        `Each step multiplies every weight by ${shrink} %: this is weight decay, ${formatFixed(decay, 0)} here. A weight stays only where the gradient keeps building it up again.`,
        'What serves one training sum is held up by one example. What serves all sums, a wave, is held up by all of them, and costs less weight for each. Memorised weights fade, waves remain: this is the usual account. How fast it goes depends on the decay, and that you can try.',
        'It is not the whole story. Networks are known that grok without decay, and the norm of the weights falls in some systems, stays in others, and rises in this one.',
      ],
      plays: [{ from: learnt, to: last }],
      view: 'matrix',
      source: 'Varma et al. 2023, arXiv:2309.02390; Liu et al. 2023, arXiv:2210.01117; without decay: Gromov 2023; Kumar et al. 2023, arXiv:2310.06110.',
    },
    {
      id: 'onwards',
      title: 'Now on your own',
      paragraphs: [
        'Open this run in the lab: the same curves with every measure, and its weights at each checkpoint under one playhead. Or train it yourself, with twice the decay, and compare the two.',
        'Every view has a readout of stored values, a table behind the chart (T), and an export. Ctrl+K finds everything else.',
      ],
      plays: [],
      view: 'accuracy',
    },
  ]
}
