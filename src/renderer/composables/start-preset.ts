import { shallowRef, type ShallowRef } from 'vue'
import { useRouter, type RouteLocationRaw } from 'vue-router'
import type { PresetSummary } from '../../shared/contract.ts'
import { askBeforeMany } from './confirm.ts'
import { usePresets } from '../stores/presets.ts'
import { useRuns } from '../stores/runs.ts'
import { useSelection } from '../stores/selection.ts'
import { timeHere } from '../stores/time-here.ts'

/** Starts an experiment, whatever its kind, and goes to where it can be watched. */
export interface StartPreset {
  /** The one that is being started. */
  readonly starting: Readonly<ShallowRef<string | null>>
  start(preset: PresetSummary): Promise<void>
}

export function useStartPreset(): StartPreset {
  const router = useRouter()
  const runs = useRuns()
  const presets = usePresets()
  const selection = useSelection()
  const starting = shallowRef<string | null>(null)

  async function placeOf(preset: PresetSummary): Promise<RouteLocationRaw | null> {
    switch (preset.kind) {
      case 'theory':
        return `/theory/${preset.id}`
      case 'set': {
        if (!(await askBeforeMany(preset.members.length, timeHere(preset, presets.pace)?.seconds ?? null))) return null
        const made = await runs.createSet(preset.id)
        if (made === null) return null
        // A set is made to be compared.
        selection.set(made.map(({ id }) => id))
        return { name: 'runs', query: selection.query }
      }
      case 'run':
      case 'continuation': {
        const run = await runs.create(preset.id)
        return run === null ? null : `/runs/${run.id}`
      }
    }
  }

  return {
    starting,
    async start(preset) {
      starting.value = preset.id
      const place = await placeOf(preset).finally(() => (starting.value = null))
      if (place !== null) await router.push(place)
    },
  }
}
