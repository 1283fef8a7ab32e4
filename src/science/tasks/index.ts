import { concealedTable } from './concealed-table.ts'
import { groupTable } from './group-table.ts'
import { images } from './images.ts'
import { linearRegression } from './linear-regression.ts'
import { linearTeacherStudent } from './linear-teacher-student.ts'
import { matrixCompletion } from './matrix-completion.ts'
import { modularTable } from './modular-table.ts'
import { noisySine } from './noisy-sine.ts'
import { polynomialRegression } from './polynomial-regression.ts'
import { reviews } from './reviews.ts'
import { sparseLinear } from './sparse-linear.ts'
import { sparseParity } from './sparse-parity.ts'
import { table } from './table.ts'
import type { Tasks } from './task.ts'
import { teacherStudent } from './teacher-student.ts'
import { toyAddition } from './toy-addition.ts'
import { twoHead } from './two-head.ts'

export const tasks: Tasks = {
  modular_table: modularTable,
  group_table: groupTable,
  toy_addition: toyAddition,
  sparse_parity: sparseParity,
  concealed_table: concealedTable,
  teacher_student: teacherStudent,
  polynomial_regression: polynomialRegression,
  linear_regression: linearRegression,
  linear_teacher_student: linearTeacherStudent,
  noisy_sine: noisySine,
  sparse_linear: sparseLinear,
  matrix_completion: matrixCompletion,
  two_head: twoHead,
  reviews,
  images,
  table,
}
