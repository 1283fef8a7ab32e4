// Set-up of a clone: dependencies, then the build; each only when what it is made from has changed.
// Needs Node 18 and npm, nothing else: no dependencies here.
import { realpathSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { labNode } from '../bin/node.mjs'
import { build, isBuilt } from './setup/build.mjs'
import { install, isInstalled, markInstalled } from './setup/install.mjs'
import { withLock } from './setup/lock.mjs'
import { SetupError, tailOf } from './setup/step.mjs'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')

// Standard error: what a command prints as its result stays clean.
const say = (sentence) => process.stderr.write(`${sentence}\n`)

/**
 * Makes the clone ready to run; some milliseconds when it is.
 * @param parts `install`, `build`: false leaves that part out
 * @returns the Node that the lab runs under
 */
export async function setUp(parts = {}) {
  const due = () => ({
    install: parts.install !== false && !isInstalled(root),
    build: parts.build !== false && !isBuilt(root),
  })
  const { install: installDue, build: buildDue } = due()
  if (installDue || buildDue) {
    await withLock(join(root, '.cache', 'setup.lock'), say, async () => {
      const now = due() // another set-up may have done it meanwhile
      if (now.install) await install(root, say)
      // A build reads the dependencies, so new ones make it due even when it was not.
      if (parts.build !== false && (now.build || !isBuilt(root))) await build(root, say)
    })
  }
  const node = labNode(root)
  if (node === null) {
    throw new SetupError(`There is no pinned Node for ${process.platform} ${process.arch}, and Node ${process.versions.node} is too old for the lab. Install Node 24 and run the command again.`)
  }
  return { root, node }
}

/** Says a failure of the set-up in a sentence with the log's end, and gives the exit code. */
export function reportSetupError(error) {
  if (!(error instanceof SetupError)) throw error
  if (error.log) say(tailOf(error.log))
  say(error.message)
  return error.interrupted ? 130 : 1
}

const usage = `Usage: node scripts/setup.mjs [--only-install | --only-build | --adopt]

  --only-install  the dependencies, without the build
  --only-build    the build, with the dependencies as they are
  --adopt         takes the node_modules that is there (from your own npm ci) as installed`

const isEntry = process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)
if (isEntry) {
  const [option, ...rest] = process.argv.slice(2)
  const known = { undefined: {}, '--only-install': { build: false }, '--only-build': { install: false }, '--adopt': {} }
  if (rest.length > 0 || !(String(option) in known)) {
    say(usage)
    process.exitCode = 2
  } else {
    try {
      if (option === '--adopt') markInstalled(root)
      else await setUp(known[String(option)])
      say('Set-up is complete.')
    } catch (error) {
      process.exitCode = reportSetupError(error)
    }
  }
}
