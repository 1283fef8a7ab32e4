import { computed, shallowRef, type ComputedRef, type Ref } from 'vue'
import type { Curves, RunId } from '../../../shared/schema/run.ts'
import type { Silhouette } from '../../charts/silhouette.ts'
import { tellingSteps } from '../../../shared/runs/telling-events.ts'
import { stepDomainOf, type StepDomain } from '../../../shared/runs/step-domain.ts'
import type { TimelineFlag } from '../../charts/timeline-flag.ts'
import { usePlayhead, type Playhead } from '../../composables/playhead.ts'
import { formatInteger } from '../../../figures/formats.ts'
import { runInk } from '../../theme/run-colour.ts'
import type { LinkBy } from './linked-steps.ts'
import type { Drawn } from '../../../figures/comparison.ts'

/** The one playhead of a comparison: it stands on the baseline’s logged steps, and `by` says where the others are meanwhile. */
export interface CompareTime {
  readonly by: Ref<LinkBy>
  readonly playhead: Playhead
  readonly domain: ComputedRef<StepDomain>
  readonly silhouettes: ComputedRef<readonly Silhouette[]>
  readonly flags: ComputedRef<readonly TimelineFlag[]>
}

/** More lines than these are a smudge on a timeline. */
const mostSilhouettes = 8
const none = new Uint32Array()
const flagged = [['test_acc_50', 'test ≥ 50 %'], ['test_acc_99', 'test ≥ 99 %']] as const

export function useCompareTime(runs: () => readonly Drawn[], base: () => Drawn | null, curves: () => ReadonlyMap<RunId, Curves>, checkpoints: () => readonly number[]): CompareTime {
  const by = shallowRef<LinkBy>('step')
  const baseCurves = computed<Curves>(() => curves().get(base()?.run.id ?? ('' as RunId)) ?? {})
  const steps = computed(() => baseCurves.value['test_accuracy']?.steps ?? Object.values(baseCurves.value)[0]?.steps ?? none)
  const shown = computed(() => {
    const reference = base()
    const others = runs().filter(({ run }) => run.id !== reference?.run.id)
    return [...others.slice(0, mostSilhouettes - 1), ...(reference ? [reference] : [])]
  })
  return {
    by,
    playhead: usePlayhead({ steps, checkpoints }),
    domain: computed(() => stepDomainOf(baseCurves.value, base()?.run.config.steps ?? 2)),
    silhouettes: computed(() => shown.value.map(({ run }) => ({ key: run.id, series: curves().get(run.id)?.['test_accuracy'], ...runInk(run.colourSlot) }))),
    flags: computed(() => {
      const reference = base()
      if (!reference) return []
      const { colour } = runInk(reference.run.colourSlot)
      return flagged.flatMap(([event, words]): TimelineFlag[] => {
        const step = tellingSteps(reference.run.events, reference.run.config.task)[event]
        return step === null ? [] : [{ step, role: 'test', label: `${reference.name}: ${words} at step ${formatInteger(step)}`, colour }]
      })
    }),
  }
}
