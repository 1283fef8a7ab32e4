import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'
import { toErrorValue } from '../../shared/errors.ts'
import type { MeasureParameters } from '../../shared/schema/config/measures.ts'
import { useLab } from '../platform/client.ts'
import type { MeasureTarget } from './measure-target.ts'

export type Measuring =
  | { readonly state: 'idle' }
  | { readonly state: 'working'; readonly share: number }
  | { readonly state: 'done'; readonly step: number; readonly values: Readonly<Record<string, number>>; readonly arrays: readonly string[] }
  | { readonly state: 'failed'; readonly message: string }

export interface MeasureNow {
  readonly measuring: Readonly<ShallowRef<Measuring>>
  start(measure: string, target: MeasureTarget, parameters: MeasureParameters): Promise<void>
  cancel(): void
}

/** One measurement at a time; closing what shows it cancels it. */
export function useMeasureNow(): MeasureNow {
  const lab = useLab()
  const measuring = shallowRef<Measuring>({ state: 'idle' })
  let ending = new AbortController()

  function cancel(): void {
    ending.abort()
    measuring.value = { state: 'idle' }
  }
  onScopeDispose(() => ending.abort())

  return {
    measuring,
    cancel,
    async start(measure, { run, checkpoint }, parameters) {
      ending.abort()
      const mine = (ending = new AbortController())
      measuring.value = { state: 'working', share: 0 }
      try {
        const stream = lab.stream('runs.measure', { id: run, measure, step: checkpoint, parameters }, { signal: mine.signal })
        for await (const { share } of stream) if (!mine.signal.aborted) measuring.value = { state: 'working', share }
        const { step, values, arrays } = await stream.end
        if (!mine.signal.aborted) measuring.value = { state: 'done', step, values, arrays: Object.entries(arrays).map(([name, { shape }]) => `${name} (${shape.join(' × ')})`) }
      } catch (error) {
        if (!mine.signal.aborted) measuring.value = { state: 'failed', message: toErrorValue(error).message }
      }
    },
  }
}
