import { defineStore } from 'pinia'
import { computed, markRaw, shallowRef } from 'vue'
import type { PresetSummary } from '../../shared/contract.ts'
import { useLab, useLabLink } from '../platform/client.ts'
import { onEveryConnection } from './follow.ts'
import { useNotices } from './notices.ts'

/** A preset that is one run from first weights. */
export type RunPresetSummary = Extract<PresetSummary, { kind: 'run' }>

/** The experiments that need no reading, with their expected curves. Read again when the lab has timed one of them. */
export const usePresets = defineStore('presets', () => {
  const lab = useLab()
  const notices = useNotices()
  const list = shallowRef<readonly PresetSummary[]>([])
  const known = shallowRef(false)
  const byId = computed(() => new Map(list.value.map((preset) => [preset.id, preset])))

  async function load(signal?: AbortSignal): Promise<void> {
    const presets = await lab.call('presets.list', {}, signal ? { signal } : {})
    list.value = markRaw([...presets])
    known.value = true
  }

  onEveryConnection(useLabLink(), load, (error) => notices.fail('The experiments could not be read', error))
  return { list, known, byId, load }
})
