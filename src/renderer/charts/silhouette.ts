import type { SeriesData } from '../../shared/schema/run.ts'

/** The test accuracy of a run on a timeline that several runs share. */
export interface Silhouette {
  readonly key: string
  readonly series: SeriesData | undefined
  readonly colour: string
  readonly dash: string | null
}
