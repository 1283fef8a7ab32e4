import { formatInteger, formatValue } from './formats.ts'
import type { CurvesScene, MatrixScene } from './scene.ts'

/** What a set of curves shows, in sentences: for `<desc>` and for those who cannot see it. */
export function describeCurves(scene: Omit<CurvesScene, 'description'>): string {
  const { spec, step, facts } = scene
  const [low, high] = step.scale.domain
  const titles = spec.panels.map((panel) => panel.title).filter((title) => title !== '')
  const subject = titles.length > 1 ? `${titles.slice(0, -1).join(', ')} and ${(titles[titles.length - 1] ?? '').toLowerCase()}` : (titles[0] ?? 'Curves')
  const from = step.scale.zeroSlot === null ? low : 0
  const isStep = spec.step.quantity.by === 'step'
  const over = isStep ? `steps ${formatInteger(from)} to ${formatInteger(high)}` : `${spec.step.title} ${formatValue(from)} to ${formatValue(high)}`
  const parts = [`${subject} over ${over}, ${step.scale.kind} axis.`]
  const events = [...scene.rules, ...scene.listedRules].sort((a, b) => a.step - b.step).map((rule) => `${rule.condition} at step ${formatInteger(rule.step)}`)
  if (events.length > 0) parts.push(`${events.join('; ')}.`)
  if (scene.seams.length > 0) parts.push(`${scene.seams.map(({ step: at, words }) => `${words} at step ${formatInteger(at)}`).join('; ')}.`)
  for (const kind of ['log', 'logit'] as const) {
    const clamped = scene.panels.filter(({ value }) => value.kind === kind).flatMap((panel) => panel.lines).filter((line) => line.clamped.length > 0)
    const which = kind === 'log' ? 'at or below 0' : 'of exactly 0 and 1'
    if (clamped.length > 0) parts.push(`Values ${which} are drawn on the frame in ${clamped.map((line) => `${line.series} of ${line.run}`).join(', ')}.`)
  }
  parts.push(`${[facts.groups, facts.sentence].filter((words) => words !== '').join('. ')}.`)
  return parts.join(' ')
}

/** What a matrix shows, in sentences. */
export function describeMatrix(scene: Omit<MatrixScene, 'description' | 'cellAt' | 'cellRect'>): string {
  const { spec, matrix, counts } = scene
  const parts = [
    `${spec.tensor} at step ${formatInteger(spec.step)}: ${formatInteger(matrix.rows)} rows (${spec.rowLabel}) by ${formatInteger(matrix.columns)} columns (${spec.columnLabel})` +
      `${spec.columnOrder === null ? '' : ', columns reordered'}.`,
    `Colours from ${String(spec.limits[0]).replace('-', '\u2212')} to ${spec.limits[1]}, ${formatInteger(counts.clipped)} of ${formatInteger(counts.cells)} cells clipped.`,
  ]
  if (counts.nan + counts.infinite > 0) parts.push(`Not numbers: ${formatInteger(counts.nan)} NaN, ${formatInteger(counts.infinite)} infinite.`)
  return parts.join(' ')
}
