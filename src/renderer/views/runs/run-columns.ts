import { createSortedRowModel, rowSortingFeature, sortFn_alphanumeric, sortFn_basic, tableFeatures, type ColumnDef } from '@tanstack/vue-table'
import type { RunSummary } from '../../../shared/schema/run.ts'
import { statusLooks } from '../../components/run-status.ts'

export const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { basic: sortFn_basic, alphanumeric: sortFn_alphanumeric },
})

export type RunColumnId = 'name' | 'status' | 'train99' | 'test50' | 'test99' | 'testLoss' | 'sketch' | 'delay' | 'created'

/** A step that was not reached sorts after every step that was. */
const orLast = (step: number | null): number => step ?? Infinity

export const runColumns: readonly (ColumnDef<typeof features, RunSummary> & { readonly id: RunColumnId; readonly header: string })[] = [
  { id: 'name', header: 'Run', accessorFn: (run) => run.name, sortFn: 'alphanumeric' },
  { id: 'status', header: 'Status', accessorFn: (run) => statusLooks[run.state.status].word, sortFn: 'basic' },
  { id: 'train99', header: 'train 99 %', accessorFn: (run) => orLast(run.events.train_acc_99), sortFn: 'basic' },
  { id: 'test50', header: 'test 50 %', accessorFn: (run) => orLast(run.events.test_acc_50), sortFn: 'basic' },
  { id: 'test99', header: 'test 99 %', accessorFn: (run) => orLast(run.events.test_acc_99), sortFn: 'basic' },
  { id: 'testLoss', header: 'last test loss', accessorFn: (run) => run.final?.test_loss ?? Infinity, sortFn: 'basic' },
  { id: 'sketch', header: 'test accuracy', accessorFn: (run) => run.final?.test_accuracy ?? -1, sortFn: 'basic', sortDescFirst: true },
  { id: 'delay', header: 'delay', accessorFn: (run) => orLast(run.events.test_acc_99) - (run.events.train_acc_99 ?? 0), sortFn: 'basic' },
  { id: 'created', header: 'started', accessorFn: (run) => run.createdAt, sortFn: 'basic', sortDescFirst: true },
]

/** Numbers stand right-aligned under their head. */
export const numeric: ReadonlySet<string> = new Set<RunColumnId>(['train99', 'test50', 'test99', 'testLoss'])
