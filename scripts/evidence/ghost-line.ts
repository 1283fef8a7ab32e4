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

interface Line {
  readonly medianCurves: Readonly<Record<string, { steps: number[]; values: (number | null)[] }>>
}

function line(runs: readonly Drawn[]): Line {
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

/** A set of more is a map: its curves are read by the hundred, and a page that draws its experiments waits for all of them. */
const mostWhole = 24
const mapSeries = ['train_accuracy', 'test_accuracy']
const mapSteps = 48

/** The accuracies of a cell of a map, at some of their steps; the last among them. */
function sketch({ medianCurves }: Line): Line {
  return {
    medianCurves: Object.fromEntries(
      mapSeries.flatMap((name) => {
        const curve = medianCurves[name]
        if (curve === undefined) return []
        const every = Math.ceil(curve.steps.length / mapSteps)
        const kept = curve.steps.flatMap((_, i) => ((curve.steps.length - 1 - i) % every === 0 ? [i] : []))
        return [[name, { steps: kept.map((i) => curve.steps[i] ?? 0), values: kept.map((i) => curve.values[i] ?? null) }]]
      }),
    ),
  }
}

/** @param members names in a set, in order; null outside one */
export function ghostLines(runs: readonly Drawn[], members: readonly string[] | null): Expected {
  if (members === null) return line(runs)
  const drawn = members.length > mostWhole ? sketch : (whole: Line) => whole
  return { members: Object.fromEntries(members.map((name) => [name, drawn(line(runs.filter(({ member }) => member === name)))])) }
}
