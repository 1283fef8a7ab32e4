import { formatInteger, formatPercent } from '../../figures/formats.ts'
import { eventConditions, firstStepAtLeast } from '../../science/phases/index.ts'
import type { Curves } from '../../shared/schema/run.ts'

/**
 * What happened in a run, in one sentence for those who cannot see its curves: "test accuracy passes 95 % at step 1 073,
 * 1 043 steps after training". Training counts as done at 99 %. All values are stored ones.
 */
export function spokenCurves(curves: Curves): string {
  const train = curves['train_accuracy']
  const test = curves['test_accuracy']
  const last = test?.steps.at(-1) ?? train?.steps.at(-1)
  if (last === undefined) return 'No points yet'
  const trained = firstStepAtLeast(train, eventConditions.train_acc_99.threshold)
  const tested = firstStepAtLeast(test, eventConditions.test_acc_95.threshold)
  if (tested !== null) {
    const passes = `test accuracy passes 95 % at step ${formatInteger(tested)}`
    if (trained === null) return passes
    return tested > trained ? `${passes}, ${formatInteger(tested - trained)} steps after training` : `${passes}, together with training`
  }
  const reached = test?.values.at(-1)
  const now = reached === undefined ? '' : `test accuracy is ${formatPercent(reached)} at step ${formatInteger(last)}`
  if (trained === null) return `${now}; training has not reached 99 %`
  return `${now}; training passed 99 % at step ${formatInteger(trained)}`
}
