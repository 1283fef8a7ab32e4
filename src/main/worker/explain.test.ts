import { describe, expect, test } from 'vitest'
import { runPreset } from '../../science/presets/run-presets.ts'
import { RunConfig } from '../../shared/schema/run-config.ts'
import { explain, stageNames } from './explain.ts'

const configOf = (id: string): RunConfig => RunConfig.parse(runPreset(id).config)
const pocket = configOf('pocket-grok')

describe('what is explained', () => {
  const { stages, shown, productFlop } = explain(pocket, null)

  test('every pass has its row, in order, and the last is shown', () => {
    expect(stages.map(({ pass }) => pass)).toEqual(stageNames)
    expect(shown.pass).toBe(stageNames.at(-1))
    expect(shown.form).toBe('schedule')
  })

  test('products count 2mnk: one forward and two back through 480 rows, 256 neurons and 31 classes', () => {
    expect(productFlop).toBe(3 * 2 * 480 * 256 * 31)
    expect(stages.at(-1)!.flop).toBeGreaterThan(productFlop)
  })

  test('the passes pay: fewer kernels, phases, bytes moved and bytes held than the plain schedule', () => {
    const plain = stages.find(({ pass }) => pass === 'lower')!
    const last = stages.at(-1)!
    expect(last.operations).toBeLessThan(plain.operations / 4)
    expect(last.phases).toBeLessThan(plain.phases! / 4)
    expect(last.bytes).toBeLessThan(plain.bytes / 2)
    expect(last.temporaryBytes).toBeLessThan(plain.temporaryBytes! / 2)
  })

  test('the table of operations adds up to the row of the stage', () => {
    const { flop, bytes } = stages.at(-1)!
    const sum = (of: (row: (typeof shown.operations)[number]) => number): number => shown.operations.reduce((total, row) => total + of(row), 0)
    expect(sum((row) => row.flop)).toBe(flop)
    expect(sum((row) => row.bytesRead + row.bytesWritten)).toBe(bytes)
  })
})

test('one pass is shown as it left the program', () => {
  const before = explain(pocket, 'record').shown
  const after = explain(pocket, 'one-hot-products').shown
  expect([before.form, after.form]).toEqual(['program', 'program'])
  expect(before.operations.find(({ operation }) => operation === 'gather')).toBeUndefined()
  expect(after.operations.find(({ operation }) => operation === 'gather')?.count).toBe(2)
  expect(after.text).toContain('= gather(')
})

test('a pass that is not there is refused with those that are, the nearest first', () => {
  expect(() => explain(pocket, 'fuse-lops')).toThrow(/There is no pass "fuse-lops".*Did you mean "fuse-loops"\?.*record, .*reuse-buffers/)
  expect(() => explain(pocket, 'magic')).toThrow(/There is no pass "magic". Nothing was changed. Choose one of/)
})
