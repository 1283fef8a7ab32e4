import { modularTable } from './modular-table.ts'
import type { Tasks } from './task.ts'

export const tasks: Tasks = {
  modular_table: modularTable,
}
