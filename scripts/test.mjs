// npm test: set-up, then every check and test there is. Closes with the line `N passed, N failed, N skipped`.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { reportSetupError, setUp } from './setup.mjs'

const started = Date.now()
let failed = null
let environment
try {
  environment = await setUp({ build: false })
} catch (error) {
  failed = reportSetupError(error)
  process.stdout.write('0 passed, 1 failed, 0 skipped\n')
}

if (environment !== undefined) {
  let buildFailed = false
  try {
    await setUp()
  } catch (error) {
    buildFailed = true // the other parts still have something to say
    reportSetupError(error)
  }
  const { root, node } = environment
  process.stdout.write(`Set-up took ${Math.round((Date.now() - started) / 1000)} s.\n`)
  const env = { ...process.env, ...(buildFailed ? { GROKSCOPE_BUILD_FAILED: '1' } : {}) }
  const { status, signal } = spawnSync(node, [join(root, 'scripts', 'test-suite.ts')], { cwd: root, stdio: 'inherit', env })
  failed = signal === null ? status : 130
}
process.exitCode = failed
