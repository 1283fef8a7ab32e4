import { z } from 'zod'
import { defineTheory, evenlySpaced, logSpaced } from './theory.ts'
import { decayedNorm, decayTime } from './time-law.ts'

/** Omnigrok's time law as curves: the norm under decay alone, and the time for other decays. */
export const decayTimeTheory = defineTheory({
  id: 'decay_time',
  title: 'Time that decay takes',
  formula: 't = ln(w₀/w_c) / (ηλ),   |w(t)| = w₀ e^(−ηλt)',
  tex: String.raw`\lvert w(t)\rvert = w_0\,e^{-\eta\lambda t} \\ t = \frac{\ln(w_0/w_c)}{\eta\lambda}`,
  source: 'Liu et al. 2023, Omnigrok, arXiv:2210.01117, section 3',
  parameters: z.strictObject({
    from: z.number().gt(0).max(1e9).default(93).meta({ unit: 'weight norm', help: 'Length of all weights after memorising.' }),
    to: z.number().gt(0).max(1e9).default(52).meta({ unit: 'weight norm', help: 'Length at which the network generalises.' }),
    learning_rate: z.number().gt(0).max(10).default(1e-3).meta({ unit: 'per step', help: 'Learning rate η.' }),
    weight_decay: z.number().gt(0).max(1e4).default(0.01).meta({ unit: 'per unit of learning rate', help: 'Decoupled weight decay λ.' }),
  }),
  compute({ from, to, learning_rate: learningRate, weight_decay: weightDecay }) {
    const steps = decayTime({ from, to, learningRate, weightDecay })
    const decay = learningRate * weightDecay
    const until = steps === 0 ? 1 / decay : 1.5 * steps
    const x = evenlySpaced(0, until, 200)
    const decays = logSpaced(weightDecay / 100, weightDecay * 100, 100)
    return {
      curves: {
        norm: { label: 'weight norm', over: 'steps', scale: 'linear', unit: 'weight norm', x, y: x.map((t) => decayedNorm({ from, learningRate, weightDecay }, t)) },
        shell: { label: 'norm that generalises', over: 'steps', scale: 'linear', unit: 'weight norm', x: Float64Array.of(0, until), y: Float64Array.of(to, to) },
        steps: { label: 'steps until then', over: 'weight decay', scale: 'log', unit: 'steps', x: decays, y: decays.map((each) => decayTime({ from, to, learningRate, weightDecay: each })) },
      },
      values: { steps, decay_per_step: decay },
    }
  },
})
