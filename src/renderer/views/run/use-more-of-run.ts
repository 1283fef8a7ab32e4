import { computed, shallowRef, type ComputedRef, type Ref } from 'vue'
import { useRouter } from 'vue-router'
import { formatInteger } from '../../../figures/formats.ts'
import type { MenuItem } from '../../components/menu-item.ts'
import { useLab } from '../../platform/client.ts'
import { useNotices } from '../../stores/notices.ts'
import { isTraining, useRuns } from '../../stores/runs.ts'
import type { RunModel } from './use-run.ts'

/** What is made of a run that is there, and looked at apart. */
export interface MoreOfRun {
  readonly items: ComputedRef<readonly MenuItem[]>
  /** A fork needs a checkpoint. */
  readonly canFork: ComputedRef<boolean>
  readonly canGoFurther: ComputedRef<boolean>
  readonly isForking: Ref<boolean>
  readonly isGoingFurther: Ref<boolean>
  readonly isApart: Ref<boolean>
}

export function useMoreOfRun(model: RunModel): MoreOfRun {
  const lab = useLab()
  const router = useRouter()
  const notices = useNotices()
  const runs = useRuns()
  const isForking = shallowRef(false)
  const isGoingFurther = shallowRef(false)
  const isApart = shallowRef(false)
  const { run, state, checkpoints } = model

  async function again(seed: number | null): Promise<void> {
    if (run.value === null) return
    try {
      const made = await lab.call('runs.again', { id: run.value.id, seed })
      await router.push(`/runs/${made.id}`)
    } catch (error) {
      notices.fail('The run was not started again', error)
    }
  }

  async function stopSet(set: string): Promise<void> {
    try {
      const { stopped } = await lab.call('sets.stop', { set })
      notices.tell(`${formatInteger(stopped.length)} ${stopped.length === 1 ? 'run' : 'runs'} of the set ended`)
    } catch (error) {
      notices.fail('The set was not ended', error)
    }
  }

  /** The next seed that no run of the same configuration has. */
  const otherSeed = computed(() => {
    const own = run.value
    if (own === null) return 0
    const alike = JSON.stringify({ ...own.config, seed: 0 })
    const taken = new Set(runs.list.filter(({ config }) => JSON.stringify({ ...config, seed: 0 }) === alike).map(({ seed }) => seed))
    let seed = own.seed + 1
    while (taken.has(seed)) seed++
    return seed
  })
  const busyInSet = computed(() => {
    const set = run.value?.set ?? null
    return set === null ? [] : runs.list.filter((other) => other.set === set && isTraining(other))
  })
  const canFork = computed(() => checkpoints.value.length > 0 && (run.value?.config.steps ?? 0) > 0)
  const canGoFurther = computed(() => state.value?.status === 'finished')

  const items = computed<readonly MenuItem[]>(() => {
    const own = run.value
    if (own === null) return []
    const set = own.set
    return [
      { label: 'Run again', icon: 'resume', run: () => void again(null) },
      { label: `Run with seed ${formatInteger(otherSeed.value)}`, icon: 'resume', run: () => void again(otherSeed.value) },
      { label: 'Set up a new run from this one', icon: 'pencil', run: () => void router.push({ name: 'new', query: { run: own.id } }) },
      ...(canGoFurther.value ? [{ label: 'Train further', icon: 'play', run: () => void (isGoingFurther.value = true) } satisfies MenuItem] : []),
      ...(canFork.value ? [{ label: 'One step apart', icon: 'step-forward', apart: true, run: () => void (isApart.value = true) } satisfies MenuItem] : []),
      ...(set !== null && busyInSet.value.length > 0
        ? [{ label: `Stop the ${formatInteger(busyInSet.value.length)} runs of this set`, icon: 'stop', apart: true, run: () => void stopSet(set) } satisfies MenuItem]
        : []),
    ]
  })
  return { items, canFork, canGoFurther, isForking, isGoingFurther, isApart }
}
