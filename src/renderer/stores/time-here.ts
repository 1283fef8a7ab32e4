import type { PresetSummary } from '../../shared/contract.ts'

/** What an experiment takes on this computer: measured by earlier runs, or from the pace of the computer; null until either is known. */
export interface TimeHere {
  readonly seconds: number
  readonly isEstimate: boolean
}

/** @param pace how many times as long as the computer of the stored costs this one takes; null before it is known */
export function timeHere({ secondsHere, secondsMeasured }: Pick<PresetSummary, 'secondsHere' | 'secondsMeasured'>, pace: number | null): TimeHere | null {
  if (secondsHere !== null) return { seconds: secondsHere, isEstimate: false }
  return secondsMeasured === null || pace === null ? null : { seconds: secondsMeasured * pace, isEstimate: true }
}
