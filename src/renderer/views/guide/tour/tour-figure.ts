import { CurvesSpec, type CurvesSpecInput } from '../../../../figures/spec.ts'
import { chanceOf } from '../../../../shared/schema/config/task-words.ts'
import type { Sample } from '../../../../shared/contract/guide.ts'
import type { Curves, EventSteps } from '../../../../shared/schema/run.ts'

/** Key of the data of the tour's figure. */
export const sampleKey = 'sample'

/** Nothing of what comes after a step: what a reader who is to predict may see. */
export function curvesUpTo(curves: Curves, step: number): Curves {
  return Object.fromEntries(
    Object.entries(curves).map(([name, { steps, values }]) => {
      const end = steps.findLastIndex((logged) => logged <= step) + 1
      return [name, { steps: steps.subarray(0, end), values: values.subarray(0, end) }]
    }),
  )
}

/** Accuracies of the bundled run, with the share of one frequency under them where a step of the tour speaks of it. */
export function tourFigure({ name, config }: Sample, events: EventSteps, { withShare, isWhole }: { readonly withShare: boolean; readonly isWhole: boolean }): CurvesSpec {
  const chance = chanceOf(config.task)
  const rule = (step: number | null, condition: string, role: 'train' | 'test') => (step === null ? [] : [{ step, condition, role }])
  return CurvesSpec.parse({
    version: 1,
    kind: 'curves',
    title: name,
    step: { scale: 'log', domain: [1, config.steps], zero: 'shown' },
    panels: [
      {
        id: 'accuracy',
        title: 'Accuracy',
        y: { kind: 'accuracy' },
        lines: [
          { run: sampleKey, series: 'train_accuracy', role: 'train', label: 'train' },
          { run: sampleKey, series: 'test_accuracy', role: 'test', label: 'test' },
        ],
        references: chance === null ? [] : [{ value: chance, label: `chance, 1 in ${Math.round(1 / chance)}` }],
      },
      ...(withShare
        ? [{ id: 'share', title: 'Frequency share', subtitle: 'of the strongest wave, mean over neurons', y: { kind: 'linear' as const, domain: [0, 1] as const }, weight: 0.6, lines: [{ run: sampleKey, series: 'frequency_share', role: 'measure' as const }] }]
        : []),
    ],
    rules: isWhole ? [...rule(events.train_acc_99, 'train ≥ 99 %', 'train'), ...rule(events.test_acc_50, 'test ≥ 50 %', 'test'), ...rule(events.test_acc_99, 'test ≥ 99 %', 'test')] : [],
  } satisfies CurvesSpecInput)
}
