import { defineStore } from 'pinia'
import { computed, markRaw, shallowRef } from 'vue'
import type { PresetSummary } from '../../shared/contract.ts'
import { useLab, useLabLink } from '../platform/client.ts'
import { isDisconnection, onEveryConnection } from './follow.ts'
import { useNotices } from './notices.ts'

/** A preset that is one run from first weights. */
export type RunPresetSummary = Extract<PresetSummary, { kind: 'run' }>

/** The experiments that need no reading, with their expected curves. Read again when the lab has timed one of them. */
export const usePresets = defineStore('presets', () => {
  const lab = useLab()
  const notices = useNotices()
  const list = shallowRef<readonly PresetSummary[]>([])
  const known = shallowRef(false)
  /** How many times as long as `secondsMeasured` runs take here; null until it was timed. */
  const pace = shallowRef<number | null>(null)
  const byId = computed(() => new Map(list.value.map((preset) => [preset.id, preset])))

  async function load(signal?: AbortSignal): Promise<void> {
    const presets = await lab.call('presets.list', {}, signal ? { signal } : {})
    list.value = markRaw([...presets])
    known.value = true
  }

  /** Times this computer once. Without it the experiments are as they were, and their first runs time them. */
  async function measurePace(): Promise<void> {
    if (pace.value !== null) return
    try {
      pace.value = (await lab.call('lab.pace', {})).factor
    } catch (error) {
      if (!isDisconnection(error)) notices.fail('This computer could not be timed', error)
    }
  }

  onEveryConnection(useLabLink(), load, (error) => notices.fail('The experiments could not be read', error))
  return { list, known, byId, pace, load, measurePace }
})
