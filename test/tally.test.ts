import { expect, test } from 'vitest'
import { add, closingLine, fromPlaywright, fromVitest, nothing, oneCheck } from '../scripts/tally.ts'

const file = (name: string, status: string, tests: readonly [string, string][]) => ({
  name,
  status,
  assertionResults: tests.map(([fullName, state]) => ({ fullName, status: state })),
})

test('unit tests are counted by their outcome, and what was skipped keeps its name', () => {
  const report = { testResults: [file('a', 'failed', [['one', 'passed'], ['two', 'failed'], ['three', 'pending']]), file('b', 'passed', [['four', 'passed']])] }
  expect(fromVitest(report, 1)).toEqual({ passed: 2, failed: 1, failures: ['two'], skipped: [{ name: 'three', reason: 'the test gives no reason' }] })
})

test('a file that could not be loaded is a failure, and so is a runner that failed by itself', () => {
  expect(fromVitest({ testResults: [file('a', 'failed', [])] }, 1)).toMatchObject({ passed: 0, failed: 1 })
  expect(fromVitest({ testResults: [file('a', 'passed', [['one', 'passed']])] }, 1)).toMatchObject({ passed: 1, failed: 1 })
  expect(fromVitest({ testResults: [] }, null)).toMatchObject({ failed: 1 })
  expect(fromVitest({ testResults: [file('a', 'passed', [['one', 'passed']])] }, 0)).toMatchObject({ passed: 1, failed: 0 })
})

test('specs are counted through nested suites; a flaky one has failed', () => {
  const spec = (title: string, status: string, annotations: { type: string; description?: string }[] = []) => ({ title, tests: [{ status, annotations }] })
  const report = {
    suites: [{ title: 'a.spec.ts', specs: [spec('one', 'expected')], suites: [{ title: 'inner', specs: [spec('two', 'flaky'), spec('three', 'skipped', [{ type: 'skip', description: 'no display' }])] }] }],
  }
  expect(fromPlaywright(report, 1)).toEqual({
    passed: 1,
    failed: 1,
    failures: ['a.spec.ts › inner › two'],
    skipped: [{ name: 'a.spec.ts › inner › three', reason: 'no display' }],
  })
  expect(fromPlaywright({ suites: [] }, 1).failed).toBe(1)
})

test('the closing line has the form that scripts look for', () => {
  expect(closingLine(add(oneCheck('types', true), add(oneCheck('lint', false), nothing)))).toBe('1 passed, 1 failed, 0 skipped')
})
