// npm run tensorflow:setup [-- --gpu]: makes the optional TensorFlow executor in .tensorflow/, which `npm ci` leaves alone.
// Needs Node 18, npm, Python with pip and a C++ compiler; no dependencies here. docs/decisions/0009-tensorflow-outside.md says why.
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { labNode } from '../../bin/node.mjs'
import { reportSetupError } from '../setup.mjs'
import { withLock } from '../setup/lock.mjs'
import { SetupError, runLogged } from '../setup/step.mjs'
import { addonPath, buildAddon } from './addon.mjs'
import { needRoom, sizeBelow } from './disk.mjs'
import { inWords, linesOf, planFor, tensorflowVersion, tfjsVersion } from './plan.mjs'
import { findTools } from './tools.mjs'
import { provide } from './wheels.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const root = resolve(here, '..', '..')

/** Layout of ready.json; `src/engine/executors/tensorflow/installation.ts` reads it. */
const schema = 1

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

/** What a set-up that was completed says of itself, or null. */
export function readyIn(home) {
  const ready = readJson(join(home, 'ready.json'))
  return ready?.schema === schema && existsSync(addonPath(home)) ? ready : null
}

/** The packages of scripts/tensorflow/packages, exactly as locked, without their install scripts: those download on their own. */
async function installPackages({ home, npm, key, say }) {
  const folder = join(home, 'packages')
  const stamp = join(folder, 'installed.json')
  if (readJson(stamp)?.key === key) return
  say(`Installing @tensorflow/tfjs-node-gpu ${tfjsVersion} (npm ci).`)
  mkdirSync(folder, { recursive: true })
  rmSync(stamp, { force: true })
  for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(here, 'packages', name), join(folder, name))
  await runLogged([...npm, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    log: join(home, 'npm.log'),
    failure: "The Node packages of TensorFlow could not be installed. Check the network and npm's configuration, and run the command again; what was downloaded before is kept.",
  })
  writeFileSync(stamp, JSON.stringify({ key }))
}

/** Loads what was made in a process of its own: a broken library may end it. */
function check(home) {
  const node = labNode(root) ?? process.execPath
  const { stdout, stderr, status, signal } = spawnSync(node, [join(here, 'check.mjs'), home], { encoding: 'utf8', timeout: 180_000 })
  const found = status === 0 ? JSON.parse(stdout) : null
  if (found?.product === '19 22 43 50') return found
  const log = join(home, 'check.log')
  writeFileSync(log, `${stdout}\n${stderr}`)
  throw new SetupError(`TensorFlow was built, but ${found ? `computed ${found.product} instead of 19 22 43 50` : `did not load (${signal ?? `exit code ${status}`})`}. The lab goes on without it. Please report this with the lines above.`, { log })
}

/** Makes `home` ready for a kind; some milliseconds when it is. Each part that is done stays done when a later one fails. */
export async function setUpTensorflow({ home, kind, say, plan = planFor(kind), tools = findTools, room = needRoom }) {
  const ready = readyIn(home)
  if (ready !== null && ready.kind === 'gpu' && kind === 'cpu') {
    say(`TensorFlow ${ready.tensorflow} is set up for a GPU already, which serves the CPU too. Delete ${home} first to make the smaller one.`)
    return ready
  }
  if (ready?.key === plan.key) {
    say(`TensorFlow ${ready.tensorflow} is set up already (${home}).`)
    return ready
  }
  const found = tools()
  for (const line of [`Setting up TensorFlow ${tensorflowVersion} for the ${kind.toUpperCase()} in ${home}:`, ...linesOf(plan)]) say(line)
  room(home, plan.diskBytes - sizeBelow(home))
  const began = Date.now()

  rmSync(join(home, 'ready.json'), { force: true })
  const stamp = join(home, 'library', '.plan.json')
  if (readJson(stamp)?.key !== plan.key) rmSync(join(home, 'library'), { recursive: true, force: true })
  mkdirSync(join(home, 'library'), { recursive: true })
  writeFileSync(stamp, JSON.stringify({ key: plan.key }))
  for (const wheel of plan.wheels) await provide(wheel, { home, pip: found.pip, say })
  await installPackages({ home, npm: found.npm, key: plan.packagesKey, say })
  await buildAddon({ home, ...found, say })
  const checked = check(home)
  const made = { schema, kind, tensorflow: checked.tensorflow, tfjs: tfjsVersion, key: plan.key }
  writeFileSync(join(home, 'ready.json'), JSON.stringify(made))
  rmSync(join(home, 'downloads'), { recursive: true, force: true })
  say(`TensorFlow ${made.tensorflow} is ready after ${Math.round((Date.now() - began) / 1000)} s and takes ${inWords(sizeBelow(home))}. ${whereItComputes(kind, checked.usesGpu)}`)
  return made
}

function whereItComputes(kind, usesGpu) {
  if (usesGpu) return 'It sees a GPU and computes there.'
  return kind === 'gpu' ? 'It sees no GPU on this computer and computes on the CPU until there is a driver.' : 'It computes on the CPU.'
}

const usage = `Usage: npm run tensorflow:setup [-- --gpu] [-- --plan]

  --gpu   the library with CUDA, for NVIDIA GPUs; without it the smaller one for the CPU
  --plan  says what would be downloaded, and does nothing`

const isEntry = process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)
if (isEntry) {
  const say = (sentence) => process.stderr.write(`${sentence}\n`)
  const options = process.argv.slice(2)
  const kind = options.includes('--gpu') ? 'gpu' : 'cpu'
  const home = process.env.GROKSCOPE_TENSORFLOW || join(root, '.tensorflow')
  try {
    if (options.some((option) => !['--gpu', '--plan'].includes(option))) {
      say(usage)
      process.exitCode = 2
    } else if (options.includes('--plan')) {
      for (const line of linesOf(planFor(kind))) process.stdout.write(`${line}\n`)
    } else {
      await withLock(join(home, 'setup.lock'), say, () => setUpTensorflow({ home, kind, say }))
    }
  } catch (error) {
    process.exitCode = reportSetupError(error)
  }
}
