import { expect, test } from 'vitest'
import { ReferenceExecutor } from './reference-executor.ts'

test('the build names Node, whose transcendental functions decide the last bits', () => {
  expect(new ReferenceExecutor().build).toBe(`reference/1 node-${process.versions.node} ${process.arch}`)
})
