import { expect, test } from 'vitest'
import { forwardCopies } from './forward-copies.ts'
import { inPlace } from './in-place.ts'
import { optimiserSweep } from './optimiser-sweep.ts'
import { overwriteOperands } from './overwrite-operands.ts'
import { groupPhases } from './phases.ts'
import { reuseBuffers } from './reuse-buffers.ts'
import { elements, input, loops, product, schedule, temporary } from './testing/hand-made.ts'

// With a scan of everything for everything these would take minutes; tests have 20 s.

const many = 5000

test('a chain of thousands of kernels is compiled in time that grows with its length', () => {
  const kernels = Array.from({ length: many }, (_, i) => (i % 2 === 0 ? product(2, i + 1, i, i) : loops(elements(4, i + 1, [i], 'neg'))))
  const made = schedule([input(4), ...kernels.map(() => temporary(4))], kernels, [many])
  const compiled = [forwardCopies, groupPhases, inPlace, overwriteOperands, optimiserSweep, reuseBuffers].reduce((before, pass) => pass(before), made)
  expect(compiled.phases).toHaveLength(many)
})

test('so are thousands of parameters, whose updates become one kernel', () => {
  const kernels = Array.from({ length: many }, (_, i) => [product(2, many + i, i, i), loops(elements(4, 2 * many + i, [i, many + i], 'sub'))]).flat()
  const copies = Array.from({ length: many }, (_, i) => loops(elements(4, i, [2 * many + i])))
  const states = Array.from({ length: many }, (_, i) => i)
  const made = schedule([...states.map(() => input(4)), ...kernels.map(() => temporary(4))], [...kernels, ...copies], states)
  const compiled = [forwardCopies, groupPhases, inPlace, overwriteOperands, optimiserSweep, reuseBuffers].reduce((before, pass) => pass(before), made)
  expect(compiled.phases.map(({ length }) => length)).toEqual([many, 1])
})
