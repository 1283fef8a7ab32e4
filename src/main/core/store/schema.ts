import type { Generated } from 'kysely'
import type { EventId, ExecutorName, RunId, RunStatus } from '../../../shared/schema/run.ts'

/** The tables of migrations.ts as kysely sees them. */
export interface Schema {
  readonly project: {
    readonly id: string
    readonly name: string
    readonly created_at: string
    readonly note: Generated<string>
    readonly baseline: RunId | null
    readonly trashed_at: string | null
  }
  readonly run: RunTable
  readonly seam: { readonly run_id: RunId; readonly step: number; readonly at: string; readonly same_build: 0 | 1 }
  readonly series_chunk: {
    readonly run_id: RunId
    readonly series: string
    readonly chunk: number
    readonly first_step: number
    readonly last_step: number
    readonly count: number
    readonly steps: Uint8Array
    readonly values: Uint8Array
  }
  readonly event: { readonly run_id: RunId; readonly event: StoredEvent; readonly step: number; readonly series: string; readonly threshold: number }
  readonly blob: { readonly sha256: string; readonly kind: BlobKind; readonly size: number }
  readonly checkpoint: { readonly run_id: RunId; readonly step: number; readonly weights: string; readonly optimiser: string | null }
  readonly measure_value: {
    readonly run_id: RunId
    readonly step: number
    readonly measure: string
    readonly parameters: string
    readonly series: string
    readonly value: number | null
  }
  readonly tag: { readonly run_id: RunId; readonly tag: string }
  readonly bookmark: { readonly run_id: RunId; readonly step: number; readonly name: string }
  readonly log_entry: { readonly id: string; readonly project_id: string; readonly at: string; readonly edited_at: string | null; readonly text: string }
  readonly saved_view: { readonly id: string; readonly project_id: string | null; readonly name: string; readonly saved_at: string; readonly content: string }
  readonly setting: { readonly key: string; readonly value: string }
}

/** Events derived from curves, and the one that ends a run. */
export type StoredEvent = EventId | 'diverged'
/** `data` is a file of the user, of any kind that a configuration names. */
export type BlobKind = 'weights' | 'optimiser' | 'data'

interface RunTable {
  readonly number: Generated<number>
  readonly id: RunId
  readonly project_id: string
  readonly name: string
  readonly preset: string | null
  readonly config: string
  readonly config_schema: number
  readonly config_as_preset: 0 | 1
  readonly seed: number
  readonly status: RunStatus
  readonly step: Generated<number>
  readonly reason: string | null
  readonly quantity: string | null
  readonly queue_place: number | null
  readonly executor_wanted: ExecutorName | null
  readonly threads: number
  readonly executor: ExecutorName | null
  readonly executor_build: string | null
  readonly executor_note: string | null
  readonly colour_slot: number
  readonly created_at: string
  readonly started_at: string | null
  readonly ended_at: string | null
  readonly heartbeat_at: string | null
  readonly seconds: Generated<number>
  readonly compile_seconds: number | null
  readonly parent_run: RunId | null
  readonly parent_step: number | null
  readonly set_id: string | null
  readonly member: string | null
  readonly after_run: RunId | null
  readonly goes_on: string | null
  readonly pinned: Generated<0 | 1>
  readonly hidden: Generated<0 | 1>
  readonly note: Generated<string>
  readonly trashed_at: string | null
}
