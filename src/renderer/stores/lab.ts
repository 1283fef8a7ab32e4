import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { LabInfo, MeasureCard } from '../../shared/contract.ts'
import { useLab, useLabLink } from '../platform/client.ts'
import { onEveryConnection } from './follow.ts'
import { useNotices } from './notices.ts'

/** Facts about the lab itself: version, host, store, executor in use; and the cards of its measures. */
export const useLabInfo = defineStore('lab', () => {
  const lab = useLab()
  const notices = useNotices()
  const info = shallowRef<LabInfo | null>(null)
  const measures = shallowRef<readonly MeasureCard[]>([])

  onEveryConnection(
    useLabLink(),
    async (signal) => {
      info.value = await lab.call('lab.info', {}, { signal })
      measures.value = await lab.call('measures.list', {}, { signal })
    },
    (error) => notices.fail('The lab did not say what it is', error),
  )
  return { info, measures }
})
