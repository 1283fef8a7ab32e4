import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { root, run, type Outcome } from './built-lab.ts'

// The set-up script in a clone of its own, with a stand-in for npm that notes what it is asked and does what a test wants.

let clone: string

const fakeNpm = `
const { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs')
if (process.argv.includes('--version')) return void console.log('11.19.1')
appendFileSync('calls.txt', process.argv.slice(2, 3).join(' ') + '\\n')
const behaviour = existsSync('behaviour.txt') ? readFileSync('behaviour.txt', 'utf8') : 'install'
if (behaviour === 'fail') { console.error('npm error network: there is none'); process.exit(1) }
rmSync('node_modules', { recursive: true, force: true })
mkdirSync('node_modules/something', { recursive: true })
if (behaviour === 'die') process.kill(process.pid, 'SIGKILL')
`

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'grokscope-setup-'))
  for (const path of ['bin', 'scripts']) cpSync(join(root, path), join(clone, path), { recursive: true })
  writeFileSync(join(clone, 'package.json'), '{ "name": "clone", "type": "module" }')
  writeFileSync(join(clone, 'package-lock.json'), '{}')
  mkdirSync(join(clone, 'fake'))
  writeFileSync(join(clone, 'fake', 'package.json'), '{ "type": "commonjs" }')
  writeFileSync(join(clone, 'fake', 'npm-cli.js'), fakeNpm)
})

afterEach(() => rmSync(clone, { recursive: true, force: true }))

function setUp(behaviour: 'install' | 'fail' | 'die' = 'install'): Promise<Outcome> {
  writeFileSync(join(clone, 'behaviour.txt'), behaviour)
  const env = { ...process.env, npm_execpath: join(clone, 'fake', 'npm-cli.js') }
  return run(process.execPath, [join(clone, 'scripts', 'setup.mjs'), '--only-install'], { cwd: clone, env })
}

const installs = (): number => {
  try {
    return readFileSync(join(clone, 'calls.txt'), 'utf8').split('\n').filter((call) => call === 'ci').length
  } catch {
    return 0
  }
}

test('dependencies are installed once for each content of the lockfile', async () => {
  expect((await setUp()).status).toBe(0)
  expect((await setUp()).status).toBe(0)
  expect(installs()).toBe(1)

  utimesSync(join(clone, 'package-lock.json'), new Date(), new Date()) // touched, not changed
  await setUp()
  expect(installs()).toBe(1)

  writeFileSync(join(clone, 'package-lock.json'), '{ "lockfileVersion": 3 }')
  await setUp()
  expect(installs()).toBe(2)
})

test('an install that was cut off is repeated', async () => {
  const cut = await setUp('die')
  expect(cut.status).toBe(1)
  expect(cut.stderr).toContain('The dependencies could not be installed.')
  expect((await setUp()).status).toBe(0)
  expect(installs()).toBe(2)
})

test('a failed install says so in a sentence after the end of the log', async () => {
  const failed = await setUp('fail')
  expect(failed.status).toBe(1)
  expect(failed.stderr).toMatch(/npm error network: there is none\nThe dependencies could not be installed\. Check the network and the disk, and run the command again\./)
  expect(failed.stderr).not.toMatch(/\n {4}at /)
})

test('two set-ups at once install once', async () => {
  const both = await Promise.all([setUp(), setUp()])
  expect(both.map(({ status }) => status)).toEqual([0, 0])
  expect(installs()).toBe(1)
})

test('a lock whose holder is gone is taken over', async () => {
  mkdirSync(join(clone, '.cache'), { recursive: true })
  writeFileSync(join(clone, '.cache', 'setup.lock'), '999999999')
  expect((await setUp()).status).toBe(0)
})

test('without set-up the launcher says what to run', async () => {
  const { status, stderr } = await run(process.execPath, [join(clone, 'bin', 'grokscope.mjs'), 'presets'])
  expect(status).toBe(1)
  expect(stderr).toMatch(/^Grokscope is not set up in this folder yet\. Run npm start first: .*\n$/)
})
