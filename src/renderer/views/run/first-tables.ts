import { formatFixed, formatInteger, formatPercent } from '../../../figures/formats.ts'
import type { PanelTable } from './panels/panel-table.ts'
import type { FrequencyPower } from './power-history.ts'

/** Shares of frequencies at a checkpoint, and the highest at any that is read. */
export function powerTable(power: readonly FrequencyPower[], at: FrequencyPower, title: string): PanelTable {
  return {
    caption: `${title} at step ${formatInteger(at.step)}, and the highest at the ${formatInteger(power.length)} checkpoints read`,
    columns: ['frequency', 'share', 'highest share', 'at step'],
    rows: Array.from(at.shares, (share, i) => {
      const most = power.reduce((best, each) => ((each.shares[i] ?? 0) > (best.shares[i] ?? 0) ? each : best), at)
      return [String(i + 1), formatPercent(share), formatPercent(most.shares[i] ?? 0), formatInteger(most.step)]
    }),
  }
}

export interface PlaneScores {
  readonly label: string
  readonly x: Float64Array
  readonly y: Float64Array
}

/** Where each input lies in these planes. */
export function circleTable(planes: readonly PlaneScores[], step: number, fixedAt: number): PanelTable {
  return {
    caption: `Inputs at step ${formatInteger(step)} in planes fixed at step ${formatInteger(fixedAt)}`,
    columns: ['input', ...planes.flatMap(({ label }) => [`${label}: x`, `${label}: y`])],
    rows: Array.from(planes[0]?.x ?? [], (_, a) => [String(a), ...planes.flatMap(({ x, y }) => [formatFixed(x[a] ?? Number.NaN, 3), formatFixed(y[a] ?? Number.NaN, 3)])]),
  }
}
