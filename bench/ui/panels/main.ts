import { createApp, h, shallowRef } from 'vue'
import { CurvesSpec } from '../../../src/figures/spec.ts'
import CurvesChart from '../../../src/renderer/charts/CurvesChart.vue'
import '../../../src/renderer/theme/tokens.css'
import '../../../src/renderer/theme/base.css'
import { grokkingCurves } from '../synthetic-curves.ts'

// Twenty of the lab's own charts, each with ten runs of 100 000 points, that are in memory already: what is timed is to draw them.

const [panelCount, runs, points] = [20, 10, 100_000]
const steps = Array.from({ length: points }, (_, i) => i)
const data = Object.fromEntries(Array.from({ length: runs }, (_, k) => [`run ${k}`, grokkingCurves(steps, k + 1, { memorised: 60 + k, generalised: 9_000 + 300 * k, withSpikes: true })]))
const series = Object.keys(data['run 0'] ?? {})
const specs = Array.from({ length: panelCount }, (_, i) => {
  const name = series[i % series.length] ?? ''
  const y = name.endsWith('accuracy') ? ({ kind: 'accuracy' } as const) : name.endsWith('loss') ? ({ kind: 'log' } as const) : ({ kind: 'linear' } as const)
  const lines = Object.keys(data).map((run, k) => ({ run, series: name, role: 'test' as const, colour: { by: 'run' as const, slot: k + 1 } }))
  return CurvesSpec.parse({ version: 1, kind: 'curves', title: name, step: { scale: 'log', domain: [1, points - 1] }, panels: [{ id: name, title: name, y, lines }] })
})

const shown = shallowRef(false)
const drawn = new Set<number>()
let done: (() => void) | null = null

createApp({
  render: () =>
    shown.value
      ? h('div', { style: 'display:grid;grid-template-columns:repeat(5,1fr);grid-auto-rows:220px;width:1440px' }, specs.map((spec, i) =>
          h(CurvesChart, { spec, data, playheadStep: null, onDrawn: () => { drawn.add(i); if (drawn.size === specs.length) done?.() } })))
      : null,
}).mount('#panels')

/** From the wish to twenty panels on the screen, ms; and how many points stand behind them. */
async function measure(): Promise<{ readonly ms: number; readonly points: number }> {
  await document.fonts.ready
  const finished = new Promise<void>((resolve) => (done = resolve))
  const began = performance.now()
  shown.value = true
  await finished
  await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))
  return { ms: performance.now() - began, points: panelCount * runs * points }
}
Object.assign(globalThis, { measure })
