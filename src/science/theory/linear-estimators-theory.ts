import { z } from 'zod'
import { erf } from '../../engine/ops/reference/erf.ts'
import { delayLaw, linearLosses, marchenkoPastur, stepOfAccuracy } from './linear-estimators.ts'
import { defineTheory, evenlySpaced, logSpaced } from './theory.ts'

/** Levi's linear student and teacher in closed form: smooth losses, and the delay that a threshold on them makes. */
export const linearEstimators = defineTheory({
  id: 'linear_estimators',
  title: 'Linear student and teacher',
  formula: 'L_tr = Σ ν e^(−4ηνt),   L_gen = Σ e^(−4ηνt),   accuracy = erf √(ε/(2L)),   ν ~ Marchenko–Pastur(λ)',
  tex: String.raw`L_{\mathrm{tr}} = \sum_\nu \nu\,e^{-4\eta\nu t},\quad L_{\mathrm{gen}} = \sum_\nu e^{-4\eta\nu t} \\ \mathrm{accuracy} = \operatorname{erf}\sqrt{\varepsilon/(2L)} \\ \nu\sim\text{Marchenko–Pastur}(\lambda)`,
  source: 'Levi et al. 2023, arXiv:2310.16441',
  parameters: z.strictObject({
    lambda: z.number().min(0.01).max(100).default(0.9).meta({ unit: 'inputs an example', help: 'λ = inputs / training examples.' }),
    tolerance: z.number().min(1e-12).max(1).default(1e-3).meta({ unit: 'squared error', help: 'ε: an example counts as right below this squared error.' }),
    learning_rate: z.number().min(1e-6).max(1).default(0.01).meta({ unit: 'per step', help: 'η of gradient descent.' }),
    decay: z.number().min(0).max(10).default(0).meta({ unit: 'loss per squared weight', help: 'γ: the loss gains (γ/2)|S|².' }),
  }),
  compute({ lambda, tolerance, learning_rate: learningRate, decay }) {
    const spectrum = marchenkoPastur(lambda)
    const descent = { learningRate, decay }
    const train = stepOfAccuracy(spectrum, descent, 'train', tolerance)
    const test = stepOfAccuracy(spectrum, descent, 'test', tolerance)
    const known = [train, test].filter(Number.isFinite)
    const until = known.length === 0 ? 1e6 : 10 * Math.max(1, ...known)
    const x = logSpaced(1, until, 300)
    const losses = Array.from(x, (t) => linearLosses(spectrum, descent, t))
    const curve = (label: string, unit: string, of: (at: { readonly train: number; readonly test: number }) => number) =>
      ({ label, over: 'steps', scale: 'log', unit, x, y: Float64Array.from(losses, of) }) as const
    const accuracy = (loss: number): number => (loss === 0 ? 1 : erf(Math.sqrt(tolerance / (2 * loss))))

    const root = Math.sqrt(lambda)
    const [low, high] = [(1 - root) ** 2, (1 + root) ** 2]
    const nu = evenlySpaced(low, high, 200)
    const density = (value: number): number => (value > 0 ? Math.sqrt(Math.max(0, (high - value) * (value - low))) / (2 * Math.PI * lambda * value) : NaN)
    return {
      curves: {
        train_loss: curve('train loss', 'loss', (at) => at.train),
        test_loss: curve('test loss', 'loss', (at) => at.test),
        train_accuracy: curve('train accuracy', 'share', (at) => accuracy(at.train)),
        test_accuracy: curve('test accuracy', 'share', (at) => accuracy(at.test)),
        eigenvalues: { label: 'eigenvalues of the covariance', over: 'eigenvalue', scale: 'linear', unit: 'density', x: nu, y: nu.map(density) },
      },
      values: {
        train_step: train,
        test_step: test,
        delay: test - train,
        delay_law: delayLaw(lambda, learningRate),
        loss_floor: linearLosses(spectrum, descent, Number.MAX_VALUE).test,
      },
    }
  },
})
