import { useDebounceFn } from '@vueuse/core'
import { shallowRef, toValue, watch, type MaybeRefOrGetter, type ShallowRef } from 'vue'
import { LabError } from '../../../shared/errors.ts'
import type { Estimate } from '../../../shared/schema/estimate.ts'
import type { RunConfig } from '../../../shared/schema/run-config.ts'
import { useLab } from '../../platform/client.ts'
import { asDraft } from './form/draft.ts'

export interface EstimateModel {
  readonly estimate: Readonly<ShallowRef<Estimate | null>>
  /** What the lab refuses although it fits the schema: a modulus that has to be a prime, a file that does not fit. */
  readonly refusal: Readonly<ShallowRef<string | null>>
  readonly isTiming: Readonly<ShallowRef<boolean>>
}

/** A pause in typing after which it is worth to time some steps. */
const quietMs = 700

/** Times a configuration whenever it has come to rest. Only the newest is asked for; one in progress is let go to its end. */
export function useEstimate(config: MaybeRefOrGetter<RunConfig | null>): EstimateModel {
  const lab = useLab()
  const estimate = shallowRef<Estimate | null>(null)
  const refusal = shallowRef<string | null>(null)
  const isTiming = shallowRef(false)
  let asked = ''

  async function time(): Promise<void> {
    const wanted = toValue(config)
    if (wanted === null || isTiming.value) return
    // Neither the seed nor what is drawn of the data changes how long a step takes.
    const key = JSON.stringify({ ...wanted, seed: 0 })
    if (key === asked) return
    isTiming.value = true
    asked = key
    try {
      const found = await lab.call('runs.estimate', { config: asDraft(wanted) as never })
      estimate.value = found
      refusal.value = null
    } catch (error) {
      estimate.value = null
      refusal.value = error instanceof LabError ? error.message : String(error)
    } finally {
      isTiming.value = false
      void time()
    }
  }

  const soon = useDebounceFn(time, quietMs)
  watch(() => toValue(config), (next) => next !== null && void soon(), { immediate: true })
  return { estimate, refusal, isTiming }
}
