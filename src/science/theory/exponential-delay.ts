import { z } from 'zod'
import { LabError } from '../../shared/errors.ts'
import { exponentialFit } from './exponential-fit.ts'
import { defineTheory, evenlySpaced } from './theory.ts'

/** Miller's fit through measured delays. They have no default: only runs can give them. */
export const exponentialDelay = defineTheory({
  id: 'exponential_delay',
  title: 'Delay against dimensions that mean nothing',
  formula: 'Δ = e^(aL + b)',
  tex: String.raw`\Delta = e^{aL + b}`,
  source: 'Miller, O’Neill & Bui 2023, arXiv:2310.17247, section 4',
  parameters: z.strictObject({
    added: z.array(z.number().min(0).max(1e6)).min(2).max(10_000).meta({ unit: 'dimensions', help: 'Added dimensions L of each run.' }),
    delays: z.array(z.number().min(0).max(1e12)).min(2).max(10_000).meta({ unit: 'steps', help: 'Delay of each run between its train and its test threshold; 0 where it had none.' }),
  }),
  compute({ added, delays }) {
    if (added.length !== delays.length) {
      throw new LabError('bad-config', `There are ${added.length} numbers of added dimensions and ${delays.length} delays. Nothing was computed; give one of each for every run.`, { key: 'delays' })
    }
    const points = added.map((each, i) => ({ added: each, delay: delays[i] ?? NaN })).sort((a, b) => a.added - b.added)
    const fit = exponentialFit(points)
    if (fit === null) throw new LabError('bad-config', 'A fit needs delays above 0 at two numbers of added dimensions at least. Nothing was computed; add runs.', { key: 'delays' })
    const { slope, intercept, correlation, points: used } = fit
    const drawn = { over: 'added dimensions', scale: 'linear', unit: 'steps' } as const
    const x = evenlySpaced(points[0]?.added ?? 0, points.at(-1)?.added ?? 1, 50)
    return {
      curves: {
        measured: { label: 'measured', ...drawn, marks: 'points', x: Float64Array.from(points, (point) => point.added), y: Float64Array.from(points, (point) => point.delay) },
        fitted: { label: 'fitted', ...drawn, x, y: x.map((each) => Math.exp(slope * each + intercept)) },
      },
      values: { slope, intercept, correlation, points: used },
    }
  },
})
