import { defineStore } from 'pinia'
import { computed, markRaw, shallowRef } from 'vue'
import type { PresetSummary } from '../../shared/contract.ts'
import { useLab, useLabLink } from '../platform/client.ts'
import { isDisconnection, onEveryConnection } from './follow.ts'
import { useNotices } from './notices.ts'

/** A preset that is one run from first weights. */
export type RunPresetSummary = Extract<PresetSummary, { kind: 'run' }>

/** The experiments that need no reading; with their expected curves once a view wants them. Read again when the lab has timed one of them. */
export const usePresets = defineStore('presets', () => {
  const lab = useLab()
  const notices = useNotices()
  const list = shallowRef<readonly PresetSummary[]>([])
  const known = shallowRef(false)
  /** How many times as long as `secondsMeasured` runs take here; null until it was timed. */
  const pace = shallowRef<number | null>(null)
  const byId = computed(() => new Map(list.value.map((preset) => [preset.id, preset])))
  const titleOf = (id: string): string => byId.value.get(id)?.title ?? id

  /** Somebody draws the expected curves, which are most of what there is to read. */
  let wantsCurves = false
  /** They have come: what has none now is not recorded. */
  const hasCurves = shallowRef(false)
  /** The first list is on its way or here. */
  let isAsked = false

  async function load(signal?: AbortSignal): Promise<void> {
    const curves = wantsCurves
    const presets = await lab.call('presets.list', { curves }, signal ? { signal } : {})
    if (hasCurves.value && !curves) return // overtaken by the list that has them
    list.value = markRaw([...presets])
    hasCurves.value = curves
    known.value = true
  }

  /** For views that draw the expected curves; those that come later have them already. */
  function wantCurves(): void {
    if (wantsCurves) return
    wantsCurves = true
    if (isAsked) void load().catch(failed)
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

  const failed = (error: unknown): void => {
    if (!isDisconnection(error)) notices.fail('The experiments could not be read', error)
  }
  onEveryConnection(useLabLink(), (signal) => {
    isAsked = true
    return load(signal)
  }, failed)
  return { list, known, hasCurves, byId, titleOf, pace, load, measurePace, wantCurves }
})
