import { readonly, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import type { ExecutorReport } from '../../../shared/contract.ts'
import { useLab } from '../../platform/client.ts'
import { useNotices } from '../../stores/notices.ts'

export interface Findings {
  readonly executors: readonly ExecutorReport[]
  readonly storeCheck: string
}

export interface Doctor {
  readonly findings: ShallowRef<Findings | null>
  readonly isChecking: Readonly<Ref<boolean>>
  check(): Promise<void>
}

/** Probes every executor and checks the store when the screen opens, and again on demand; it takes a few seconds. */
export function useDoctor(): Doctor {
  const lab = useLab()
  const notices = useNotices()
  const findings = shallowRef<Findings | null>(null)
  const isChecking = ref(false)

  async function check(): Promise<void> {
    if (isChecking.value) return
    isChecking.value = true
    try {
      findings.value = await lab.call('lab.doctor', {})
    } catch (error) {
      notices.fail('The check did not finish', error)
    } finally {
      isChecking.value = false
    }
  }
  void check()
  return { findings, isChecking: readonly(isChecking), check }
}
