import { shallowRef } from 'vue'
import type { RunConfig } from '../../shared/schema/run-config.ts'

/** A configuration that the form of a new run begins with, by what was dropped; the address of the form names its key. */
export interface DroppedDraft {
  readonly key: string
  readonly config: RunConfig
  readonly origin: string
}

export const droppedDraft = shallowRef<DroppedDraft | null>(null)
