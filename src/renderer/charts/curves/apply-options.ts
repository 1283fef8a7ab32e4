import type { CurvesData } from '../../../figures/scene.ts'
import type { CurvesSpec, GroupSpec, LineSpec, PanelSpec } from '../../../figures/spec.ts'
import { chosenX, onX, type XSource } from '../../../figures/x-choices.ts'
import { configLeaves } from '../../../shared/runs/config-leaves.ts'
import { tellingNames, leafText } from '../../../shared/runs/differing-names.ts'
import { seedGroups } from '../../../shared/runs/seed-groups.ts'
import type { RunConfig } from '../../../shared/schema/run-config.ts'
import type { RunSummary } from '../../../shared/schema/run.ts'
import { bandFor, type CurveOptions } from './curve-options.ts'

/** As many panels as a figure may have. */
const mostPanels = 12

/**
 * A figure drawn as one has chosen: its x axis, smoothing, facets and seed groups. What was planned stays: lines keep role, colour and label.
 *
 * @param spec the figure with none of this; @param runs those whose ids its lines name
 */
export function applyOptions(spec: CurvesSpec, runs: readonly RunSummary[], data: CurvesData, options: CurveOptions, source?: XSource): CurvesSpec {
  const ids = new Set<string>(runs.map(({ id }) => id))
  const others = [...new Set(spec.panels.flatMap(({ lines }) => lines.map(({ run }) => run)))].filter((key) => !ids.has(key))
  const placed = onX(spec, chosenX(options, runs, data, others, source))
  const facets = faceted(spec.panels, runs, options.facet)
  const groups = options.centre === 'none' || placed.step.quantity.by === 'series' ? [] : namedGroups(runs)
  return {
    ...placed,
    panels: facets.panels.map((panel) => grouped(scaledValues(panel, options.y), groups, options)),
    smoothing: options.smoothing,
    notes: [...placed.notes, ...facets.notes],
  }
}

/**
 * A panel with another scale of values. Accuracies are shares: they have a logit axis, which losses and norms have not; those have a symlog axis,
 * which shares have no use for. What is drawn differently says so beside its title.
 */
export function scaledValues(panel: PanelSpec, y: CurveOptions['y']): PanelSpec {
  const isShare = panel.y.kind === 'accuracy'
  if (y === 'auto' || (y === 'logit' && !isShare) || (y === 'symlog' && isShare) || (y === 'linear' && isShare) || panel.y.kind === y) return panel
  // What the title said of the scale that was planned is no longer so.
  const subtitle = [panel.subtitle.replace(/(^|, | · )log$/, ''), y === 'symlog' ? 'symlog, linear within ±1' : y].filter((words) => words !== '').join(', ')
  if (y === 'linear') return { ...panel, subtitle, y: { kind: y, domain: null, percent: false } }
  return { ...panel, subtitle, y: y === 'symlog' ? { kind: y, domain: null, linearTo: 1 } : { kind: y, domain: null } }
}

/** Runs that are equal but for their seeds; a run by itself is a group of one, and is never averaged. */
interface NamedGroup {
  readonly runs: readonly RunSummary[]
  /** What tells this group from the others; empty where there is but one. */
  readonly words: string
}

function namedGroups(runs: readonly RunSummary[]): readonly NamedGroup[] {
  const groups = seedGroups(runs)
  const words = groups.length < 2 ? [] : tellingNames(groups.flatMap(([first]) => (first === undefined ? [] : [withoutSeeds(first.config)])))
  return groups.map((mates, i) => ({ runs: mates, words: words[i] ?? '' }))
}

/** A group is called by what its runs share. */
const withoutSeeds = (config: RunConfig): RunConfig => ({ ...config, seed: 0, split: { ...config.split, data_seed: 0 } })

/** A panel for each value of a key, on linked axes; lines that are of no run stand in each. */
function faceted(panels: readonly PanelSpec[], runs: readonly RunSummary[], key: string | null): { readonly panels: readonly PanelSpec[]; readonly notes: readonly string[] } {
  if (key === null || runs.length === 0) return { panels, notes: [] }
  const valueOf = new Map(runs.map((run) => [run.id as string, leafText(configLeaves(run.config).get(key))]))
  const values = [...new Set(valueOf.values())].sort((a, b) => Number(a) - Number(b) || a.localeCompare(b))
  const most = Math.max(1, Math.floor(mostPanels / panels.length))
  const name = key.split('.').at(-1) ?? key
  return {
    panels: values.slice(0, most).flatMap((value) =>
      panels.map((panel) => ({
        ...panel,
        id: `${panel.id}/${value}`,
        subtitle: [`${name} ${value}`, panel.subtitle].filter((words) => words !== '').join(' · '),
        lines: panel.lines.filter(({ run }) => (valueOf.get(run) ?? value) === value),
        link: panel.id,
      })),
    ),
    notes: values.length > most ? [`${most} of ${values.length} values of ${name}`] : [],
  }
}

/** Of more lines than these in a panel the single ones stand back behind their means. */
const mostBeside = 12

/** A mean where the panel has two repeats or more; their own lines stay under it and leave their names to the table, the highlighted one's apart. */
function grouped(panel: PanelSpec, groups: readonly NamedGroup[], { centre, band, evaluation }: CurveOptions): PanelSpec {
  if (centre === 'none') return panel
  const series = [...new Set(panel.lines.filter(({ role }) => role !== 'ghost').map((line) => line.series))]
  const made: GroupSpec[] = []
  const averaged = new Set<LineSpec>()
  for (const name of series) {
    for (const [index, { runs, words }] of groups.entries()) {
      const ids = new Set<string>(runs.map(({ id }) => id))
      const members = panel.lines.filter((line) => line.series === name && line.role !== 'ghost' && ids.has(line.run))
      if (members.length < 2) continue
      members.forEach((line) => averaged.add(line))
      made.push({
        name: `group ${index + 1}/${name}`,
        members: members.map(({ run }) => run),
        series: name,
        slot: null,
        centre,
        band: bandFor(centre, band),
        level: bandFor(centre, band) === 'quantiles' ? 0.5 : 0.95,
        evaluation,
        label: words || null,
      })
    }
  }
  // Ink is for one group; several take the colours of their first runs.
  const coloured = made.length < 2 ? made : made.map((group) => ({ ...group, slot: slotOf(panel.lines, group) }))
  const behind = panel.lines.length > mostBeside ? ({ label: null, emphasis: 'context' } as const) : { label: null }
  return { ...panel, groups: coloured, lines: panel.lines.map((line) => (averaged.has(line) && line.emphasis !== 'highlighted' ? { ...line, ...behind } : line)) }
}

function slotOf(lines: readonly LineSpec[], { members }: GroupSpec): number | null {
  const first = lines.find(({ run, colour }) => run === members[0] && colour.by === 'run')
  return first?.colour.by === 'run' ? first.colour.slot : null
}
