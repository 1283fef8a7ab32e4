import { concealedTable } from './concealed-table.ts'
import { groupTable } from './group-table.ts'
import { modularTable } from './modular-table.ts'
import { polynomialRegression } from './polynomial-regression.ts'
import { sparseParity } from './sparse-parity.ts'
import type { Tasks } from './task.ts'
import { teacherStudent } from './teacher-student.ts'
import { toyAddition } from './toy-addition.ts'

export const tasks: Tasks = {
  modular_table: modularTable,
  group_table: groupTable,
  toy_addition: toyAddition,
  sparse_parity: sparseParity,
  concealed_table: concealedTable,
  teacher_student: teacherStudent,
  polynomial_regression: polynomialRegression,
}
