// Everything that npm test runs, part after part; a part that fails does not hide the others. Started by test.mjs under the pinned Node.
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { canInstallChromium, findChromium, installChromium } from './chromium.ts'
import { add, closingLine, fromPlaywright, fromVitest, nothing, oneCheck, readReport, specsOf, type PlaywrightReport, type Tally } from './tally.ts'

const root = resolve(import.meta.dirname, '..')
const isCi = !['', '0', 'false'].includes(process.env['CI'] ?? '')
const reports = join(root, 'test-results')

const bin = {
  vueTsc: 'node_modules/vue-tsc/bin/vue-tsc.js',
  tsc: 'node_modules/typescript/bin/tsc',
  eslint: 'node_modules/eslint/bin/eslint.js',
  depcruise: 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
  vitest: 'node_modules/vitest/vitest.mjs',
  playwright: 'node_modules/@playwright/test/cli.js',
}

const say = (text: string): void => console.log(text)

/** Runs a program of node_modules with its output on ours; gives the exit code, null when a signal ended it. */
function runNode(args: readonly string[], env: NodeJS.ProcessEnv = {}): number | null {
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } }).status
}

function part(title: string, run: () => Tally): Tally {
  say(`\n── ${title}`)
  const started = performance.now()
  const tally = run()
  say(`── ${title}: ${closingLine(tally)} (${((performance.now() - started) / 1000).toFixed(1)} s)`)
  return tally
}

function types(): Tally {
  const codes = [
    runNode([bin.vueTsc, '--noEmit', '-p', 'tsconfig.json']),
    runNode([bin.tsc, '--noEmit', '-p', 'tsconfig.pure.json']),
    runNode([bin.tsc, '--noEmit', '-p', 'tsconfig.node.json']),
  ]
  return oneCheck('types', codes.every((code) => code === 0))
}

function unitTests(): Tally {
  const file = join(reports, 'unit.json')
  const code = runNode([bin.vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`])
  const report = readReport<Parameters<typeof fromVitest>[0]>(file)
  return report === null ? oneCheck('unit tests: no report was written', false) : fromVitest(report, code)
}

/** A part of what npm run evidence does; exit code 3 says that there is no native executor to do it with. */
function evidencePart(name: string, flag: string): Tally {
  const code = runNode(['scripts/evidence/index.ts', flag])
  return code === 3 ? { ...nothing, skipped: [{ name, reason: 'there is no native executor on this machine' }] } : oneCheck(name, code === 0)
}

/** The quickest presets again, held to their claims; in CI one more, another one every day. */
function evidence(): Tally {
  const fast = evidencePart('evidence of the quickest presets', '--fast')
  return isCi ? add(fast, evidencePart('evidence of the day', '--today')) : fast
}

function playwright(args: readonly string[], file: string, env: NodeJS.ProcessEnv): { readonly report: PlaywrightReport | null; readonly code: number | null } {
  const code = runNode([bin.playwright, 'test', ...args], { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: file })
  return { report: readReport<PlaywrightReport>(file), code }
}

/** The specs without running them, each as skipped for the same reason. */
function specsNotRun(reason: string): Tally {
  const { stdout } = spawnSync(process.execPath, [bin.playwright, 'test', '--list', '--reporter=json'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 })
  const specs = specsOf(JSON.parse(stdout) as PlaywrightReport)
  return { ...nothing, skipped: specs.map(({ name }) => ({ name, reason })) }
}

function endToEnd(): Tally {
  const chromium = findChromium() ?? (canInstallChromium() ? installChromium(say) : null)
  if (chromium === null) {
    const notRun = specsNotRun('there is no Chromium, and only on Debian as root it can be installed from here')
    return isCi ? add(notRun, oneCheck('end-to-end specs: there is no Chromium to run them in', false)) : notRun
  }
  const file = join(reports, 'e2e-server.json')
  const { report, code } = playwright([], file, { LAB_HOST: 'server', CHROMIUM: chromium })
  return report === null ? oneCheck('end-to-end specs: no report was written', false) : fromPlaywright(report, code)
}

function endToEndInElectron(): Tally {
  if (!process.env['LAB_ELECTRON']) return specsNotRun('LAB_ELECTRON names no Electron binary')
  const file = join(reports, 'e2e-electron.json')
  const { report, code } = playwright([], file, { LAB_HOST: 'electron' })
  return report === null ? oneCheck('end-to-end specs in Electron: no report was written', false) : fromPlaywright(report, code)
}

/** Every skipped test by name; those with one reason under it. */
function listSkipped({ skipped }: Tally): void {
  const byReason = Map.groupBy(skipped, ({ reason }) => reason)
  for (const [reason, group] of byReason) {
    say(`\nSkipped, because ${reason}:`)
    for (const { name } of group) say(`  ${name}`)
  }
}

rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })
const started = performance.now()

let total = nothing
if (process.env['GROKSCOPE_BUILD_FAILED']) total = add(total, oneCheck('build', false))
else total = add(total, oneCheck('build', true))
total = add(total, part('types', types))
total = add(total, part('lint', () => oneCheck('lint', runNode([bin.eslint, '--max-warnings', '0', '.']) === 0)))
total = add(total, part('layers', () => oneCheck('layers', runNode([bin.depcruise, '--config', '.dependency-cruiser.cjs', 'src']) === 0)))
total = add(total, part('unit tests', unitTests))
total = add(total, part('evidence', evidence))
total = add(total, part('end-to-end specs in a browser', endToEnd))
total = add(total, part('end-to-end specs in Electron', endToEndInElectron))

listSkipped(total)
if (total.failures.length > 0) {
  say('\nFailed:')
  for (const name of total.failures) say(`  ${name}`)
}
say(`\nAll parts took ${Math.round((performance.now() - started) / 1000)} s.`)
say(closingLine(total))
process.exitCode = total.failed > 0 ? 1 : 0
