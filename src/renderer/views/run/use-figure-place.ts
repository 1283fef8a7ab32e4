import { until } from '@vueuse/core'
import { nextTick } from 'vue'
import { useRoute } from 'vue-router'
import type { Insides } from './use-insides.ts'
import type { RunModel } from './use-run.ts'

/**
 * What an address may say of the insides besides their run: the step of the playhead, the matrix, and the panel to be seen. Read once, when
 * what it names is known; a step or a matrix that this run does not have leaves everything as it is.
 */
export function useFigurePlace({ run, playhead, steps, checkpointSteps }: RunModel, { choices, chosen }: Insides): void {
  const { query } = useRoute()
  const text = (name: string): string | null => (typeof query[name] === 'string' ? query[name] : null)
  const [step, matrix, panel] = [text('step'), text('matrix'), text('panel')]

  if (step !== null && /^\d{1,10}$/.test(step)) void until(steps).toMatch((known) => known.length > 0).then(() => playhead.moveTo(Number(step)))
  if (matrix !== null) {
    const named = (): string | undefined => choices.value.find(({ key, tensor }) => tensor === matrix || key === matrix)?.key
    void until(named).toMatch((key) => key !== undefined).then((key) => (chosen.value = key ?? chosen.value))
  }
  if (panel !== null) {
    // Panels are there once the run and its checkpoints are known.
    const areMade = (): boolean => Boolean(run.value) && checkpointSteps.value.length > 0
    void until(areMade).toBe(true).then(() => nextTick()).then(() => document.getElementById(`panel-${panel}`)?.scrollIntoView({ block: 'start' }))
  }
}
