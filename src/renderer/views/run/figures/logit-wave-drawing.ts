import { formatFixed } from '../../../../figures/formats.ts'
import type { PlotInput } from '../../../../figures/plots/plots-spec.ts'
import { shareWords } from '../panels/circuit/words.ts'
import { aroundTruth, drawnComponents, heightAt, type LogitWave } from '../panels/logit-wave/logit-wave.ts'
import type { Drawing } from './drawing.ts'

/** The logits of one pair around the right answer with the sum of the drawn waves, and each wave below; beside them what each adds at the right answer. */
export function logitWaveDrawing(wave: LogitWave, names: ArrayLike<number>, limits: readonly [number, number], waveReach: number): Drawing {
  const p = wave.logits.length
  const answers = aroundTruth(p, wave.truth)
  const [first, last] = [answers[0]?.d ?? 0, answers.at(-1)?.d ?? 1]
  const components = drawnComponents(wave)
  const every = [1, 2, 5, 10, 20, 50].find((n) => p / n <= 12) ?? 100
  const ticks = answers.filter(({ d }) => d % every === 0).map(({ d, row }) => ({ value: d, label: String(names[row]) }))
  const d = answers.map((answer) => answer.d)
  const logits = answers.map(({ row }) => wave.logits[row]!)
  const fine = Float64Array.from({ length: 6 * p + 1 }, (_, i) => first - 0.5 + i / 6)
  const x = (shown: 'all' | 'none', title = ''): PlotInput['x'] => ({ kind: 'linear', domain: [first - 0.5, last + 0.5], ticks, shown, title })
  const right = { mark: 'rule' as const, axis: 'x' as const, value: 0, width: 1, dash: [2, 3] }
  const digits = limits[1] < 0.2 ? 3 : limits[1] < 20 ? 2 : 1
  return {
    rows: [
      {
        height: 170,
        plots: [
          {
            id: 'logits', title: 'Logits', subtitle: `${names[wave.truth]} is right${wave.answer === wave.truth ? '' : `, the network says ${names[wave.answer]}`}`, x: x('none'), y: { kind: 'linear', domain: [limits[0], limits[1]] },
            marks: [right, { mark: 'line', data: 'sum', ink: 'n-7', width: 1 }, { mark: 'segments', data: 'stems', ink: 'n-6', width: 1 }, { mark: 'points', data: 'logits', radius: 2.2 }, { mark: 'points', data: 'right', radius: 4 }],
          },
        ],
      },
      ...components.map((component, i) => ({
        height: i === components.length - 1 ? 110 : 76,
        plots: [
          {
            id: `wave ${component.frequency}`, title: `k = ${component.frequency}`, subtitle: `${shareWords(component.share)} of the logits, ${formatFixed(component.atTruth, digits)} at the right answer`,
            x: x(i === components.length - 1 ? 'all' : 'none', i === components.length - 1 ? 'answer c' : ''), y: { kind: 'linear' as const, domain: [-waveReach, waveReach] as const },
            marks: [right, { mark: 'line' as const, data: `wave ${component.frequency}`, ink: 'n-7' as const, width: 1.25 }, { mark: 'points' as const, data: `at answers ${component.frequency}`, radius: 1.3 }],
          },
        ],
      })),
    ],
    data: {
      sum: { x: d, y: d.map((at) => components.reduce((sum, component) => sum + heightAt(component, at, p), 0)) },
      stems: { x: d, y: d.map(() => 0), x2: d, y2: logits },
      logits: { x: d, y: logits },
      right: { x: [0], y: [wave.logits[wave.truth]!] },
      ...Object.fromEntries(components.flatMap((component) => [
        [`wave ${component.frequency}`, { x: fine, y: fine.map((at) => heightAt(component, at, p)) }],
        [`at answers ${component.frequency}`, { x: d, y: d.map((at) => heightAt(component, at, p)) }],
      ])),
    },
  }
}
