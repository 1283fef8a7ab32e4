import { computed, shallowRef, toValue, watch, type MaybeRefOrGetter, type ShallowRef } from 'vue'
import type { RunSummary } from '../../shared/schema/run.ts'
import { stepOf } from '../components/run-status.ts'
import { useLab, useLabLink } from '../platform/client.ts'
import { isDisconnection } from '../stores/follow.ts'
import { useNotices } from '../stores/notices.ts'

/** A live run is asked again when it has come twice as far: a measure may begin late. */
const asked = ({ id, state }: RunSummary): string => `${id} ${state.status} ${Math.floor(Math.log2(stepOf(state) + 1))}`

/** Names of every series that one of these runs has, ascending, without their points. */
export function useSeriesNames(runs: MaybeRefOrGetter<readonly RunSummary[]>): Readonly<ShallowRef<readonly string[]>> {
  const lab = useLab()
  const link = useLabLink()
  const notices = useNotices()
  const names = shallowRef<readonly string[]>([])
  const key = computed(() => toValue(runs).map(asked).join('\n'))

  watch(
    [key, link.generation] as const,
    async ([now, generation], _before, onCleanup) => {
      if (now === '' || generation === 0) return
      const leaving = new AbortController()
      onCleanup(() => leaving.abort())
      try {
        names.value = (await lab.call('runs.series', { ids: toValue(runs).map(({ id }) => id) }, { signal: leaving.signal })).names
      } catch (error) {
        if (!leaving.signal.aborted && !isDisconnection(error)) notices.fail('The series of these runs could not be listed', error)
      }
    },
    { immediate: true },
  )
  return names
}
