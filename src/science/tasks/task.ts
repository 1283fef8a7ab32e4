import type { TaskConfig } from '../../shared/schema/config/task.ts'
import type { OfKind } from '../register.ts'
import type { Sources } from '../sources.ts'
import type { Examples } from '../types.ts'

export type TaskKind = TaskConfig['kind']

export interface Task<K extends TaskKind> {
  /** Every example, in the task's fixed order: saved splits refer to rows by index. `sources` are for tasks that read files. */
  examples(config: OfKind<TaskConfig, K>, sources?: Sources): Examples
}

export type Tasks = { readonly [K in TaskKind]: Task<K> }
