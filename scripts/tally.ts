// Counts of passed, failed and skipped, read from the reports of the runners.
import { existsSync, readFileSync } from 'node:fs'

export interface Skipped {
  readonly name: string
  readonly reason: string
}

export interface Tally {
  readonly passed: number
  readonly failed: number
  readonly skipped: readonly Skipped[]
  /** What failed, by name. */
  readonly failures: readonly string[]
}

export const nothing: Tally = { passed: 0, failed: 0, skipped: [], failures: [] }

export function add(a: Tally, b: Tally): Tally {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: [...a.skipped, ...b.skipped], failures: [...a.failures, ...b.failures] }
}

/** A part that is one check, as the types are. */
export function oneCheck(name: string, isOk: boolean): Tally {
  return isOk ? { ...nothing, passed: 1 } : { ...nothing, failed: 1, failures: [name] }
}

interface VitestReport {
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string; readonly meta?: { readonly reason?: string } }[]
  }[]
}

/** Vitest's JSON. A file that could not be loaded has no tests, so it counts as one failure; so does a runner that failed by itself. */
export function fromVitest(report: VitestReport, exitCode: number | null): Tally {
  let tally = nothing
  for (const { name, status, assertionResults } of report.testResults) {
    const failures = assertionResults.filter((test) => test.status === 'failed').map((test) => test.fullName)
    const skipped = assertionResults.filter((test) => test.status !== 'failed' && test.status !== 'passed')
    const unloaded = status === 'failed' && failures.length === 0 ? [`${name} (the file itself)`] : []
    tally = add(tally, {
      passed: assertionResults.filter((test) => test.status === 'passed').length,
      failed: failures.length + unloaded.length,
      failures: [...failures, ...unloaded],
      skipped: skipped.map((test) => ({ name: test.fullName, reason: test.meta?.reason ?? 'the test gives no reason' })),
    })
  }
  return exitCode !== 0 && tally.failed === 0 ? add(tally, oneCheck('unit tests: the runner', false)) : tally
}

interface PlaywrightSuite {
  readonly title: string
  readonly specs?: readonly { readonly title: string; readonly tests: readonly { readonly status: string; readonly annotations: readonly { readonly type: string; readonly description?: string }[] }[] }[]
  readonly suites?: readonly PlaywrightSuite[]
}

export interface PlaywrightReport {
  readonly suites: readonly PlaywrightSuite[]
  readonly errors?: readonly unknown[]
}

/** The tests of a report with their outcome: expected, unexpected, flaky or skipped. */
export function specsOf(report: PlaywrightReport): { readonly name: string; readonly status: string; readonly reason: string | null }[] {
  const visit = ({ title, specs = [], suites = [] }: PlaywrightSuite, path: string): { name: string; status: string; reason: string | null }[] => {
    const here = [path, title].filter((part) => part !== '').join(' › ')
    const own = specs.flatMap((spec) =>
      spec.tests.map(({ status, annotations }) => ({ name: `${here} › ${spec.title}`, status, reason: annotations.find(({ type }) => type === 'skip' || type === 'fixme')?.description ?? null })),
    )
    return [...own, ...suites.flatMap((suite) => visit(suite, here))]
  }
  return report.suites.flatMap((suite) => visit(suite, ''))
}

export function fromPlaywright(report: PlaywrightReport, exitCode: number | null): Tally {
  const specs = specsOf(report)
  const failures = specs.filter(({ status }) => status === 'unexpected' || status === 'flaky').map(({ name }) => name)
  const tally: Tally = {
    passed: specs.filter(({ status }) => status === 'expected').length,
    failed: failures.length,
    failures,
    skipped: specs.filter(({ status }) => status === 'skipped').map(({ name, reason }) => ({ name, reason: reason ?? 'the spec gives no reason' })),
  }
  return exitCode !== 0 && tally.failed === 0 ? add(tally, oneCheck('end-to-end specs: the runner', false)) : tally
}

/** A report file as JSON; null where the runner wrote none. */
export function readReport<T>(file: string): T | null {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : null
}

/** The line that closes the whole command. */
export function closingLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed, ${skipped.length} skipped`
}
