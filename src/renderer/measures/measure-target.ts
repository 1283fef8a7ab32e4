import { inject, provide, type InjectionKey } from 'vue'
import type { RunId } from '../../shared/schema/run.ts'

/** What “Measure now” measures: a checkpoint of a run; null measures its last. */
export interface MeasureTarget {
  readonly run: RunId
  readonly checkpoint: number | null
}

const key: InjectionKey<() => MeasureTarget | null> = Symbol('what is measured')

/** Said by a page of one run; cards below it can then measure. */
export function provideMeasureTarget(target: () => MeasureTarget | null): void {
  provide(key, target)
}

export function useMeasureTarget(): () => MeasureTarget | null {
  return inject(key, () => null)
}
