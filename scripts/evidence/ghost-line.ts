// The ghost line of a preset: the median over its seeds at each logged step.
import { middle } from '../../src/science/presets/claims/judge.ts'
import type { Curves } from '../../src/shared/schema/run.ts'
import type { Expected } from './kept.ts'

interface Drawn {
  readonly member: string | null
  readonly curves: Curves
}

/** Series that a run has for each of its tensors or frequencies are too many to ghost. */
const isDrawn = (series: string): boolean => !series.includes('.')

function line(runs: readonly Drawn[]): { medianCurves: Record<string, { steps: number[]; values: (number | null)[] }> } {
  // A run that diverged is shorter; where it has no point, the others are the median.
  const longest = runs.toSorted((a, b) => lengthOf(b) - lengthOf(a))[0]
  const medianCurves = Object.fromEntries(
    Object.entries(longest?.curves ?? {}).filter(([name]) => isDrawn(name)).map(([name, { steps }]) => {
      const values = Array.from(steps, (step) => {
        const found = runs.map(({ curves }) => valueAt(curves, name, step)).filter((value) => value !== undefined && !Number.isNaN(value))
        return found.length === 0 ? null : Number(middle(found as number[]).toPrecision(5))
      })
      return [name, { steps: [...steps], values }]
    }),
  )
  return { medianCurves }
}

function lengthOf({ curves }: Drawn): number {
  return curves['train_loss']?.steps.length ?? 0
}

function valueAt(curves: Curves, name: string, step: number): number | undefined {
  const series = curves[name]
  const at = series?.steps.indexOf(step) ?? -1
  return at < 0 ? undefined : series?.values[at]
}

/** @param members names in a set, in order; null outside one */
export function ghostLines(runs: readonly Drawn[], members: readonly string[] | null): Expected {
  if (members === null) return line(runs)
  return { members: Object.fromEntries(members.map((name) => [name, line(runs.filter(({ member }) => member === name))])) }
}
