import { formatFixed } from '../../figures/formats.ts'

const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** 950 B, 12 kB, 1.3 MB, 24 GB: decimal units, as disks are sold. */
export function formatBytes(bytes: number): string {
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3 + 1e-9))
  const value = bytes / 1000 ** power
  const rounded = value >= 999.5 && power < units.length - 1 ? { value: value / 1000, power: power + 1 } : { value, power }
  return `${formatFixed(rounded.value, rounded.power === 0 || rounded.value >= 9.95 ? 0 : 1)}\u00A0${units[rounded.power]}`
}
