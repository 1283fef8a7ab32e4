// Installs the dependencies of package-lock.json, once for each content of it.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pinnedNode } from '../../bin/node.mjs'
import { exactFingerprint, filesUnder, quickFingerprint } from './fingerprint.mjs'
import { SetupError, runLogged } from './step.mjs'

/** The npm that is fetched where the computer's own is too old for the lockfile. */
const npmVersion = '11.19.1'
const oldestNpm = 11
const oldestNode = 22

const inputs = ['package-lock.json', 'package.json', '.npmrc']
const stampOf = (root) => join(root, 'node_modules', '.grokscope-installed.json')

function readStamp(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

/** The stamp lies inside node_modules and is written last, so an interrupted install has none. */
export function isInstalled(root) {
  const stamp = readStamp(stampOf(root))
  if (stamp === null || stamp.platform !== `${process.platform}-${process.arch}`) return false
  const files = filesUnder(root, inputs)
  if (stamp.quick === quickFingerprint(files)) return true
  if (stamp.exact !== exactFingerprint(root, files)) return false
  markInstalled(root)
  return true
}

export function markInstalled(root) {
  const files = filesUnder(root, inputs)
  const stamp = { platform: `${process.platform}-${process.arch}`, quick: quickFingerprint(files), exact: exactFingerprint(root, files) }
  writeFileSync(stampOf(root), JSON.stringify(stamp))
}

/** The npm that runs this (npm start), else the one beside this Node, else the first on PATH. */
export function ownNpm() {
  const beside = [
    process.env.npm_execpath ?? '',
    join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(dirname(process.execPath), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ].find((path) => /npm-cli\.js$/.test(path) && existsSync(path))
  return beside === undefined ? [process.platform === 'win32' ? 'npm.cmd' : 'npm'] : [process.execPath, beside]
}

function majorOf(npm) {
  const [program, ...args] = npm
  const { stdout, status } = spawnSync(program, [...args, '--version'], { encoding: 'utf8', shell: program.endsWith('.cmd') })
  return status === 0 ? Number.parseInt(stdout, 10) : null
}

/** npm 11 and a Node that runs it, in .cache/setup: the lockfile of Vite 8 needs them. */
async function fetchedNpm(root, npm, say) {
  const home = join(root, '.cache', 'setup')
  const cli = join(home, 'node_modules', 'npm', 'bin', 'npm-cli.js')
  const nodePackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  const nodeVersion = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).optionalDependencies?.[nodePackage]
  const needsNode = Number.parseInt(process.versions.node, 10) < oldestNode
  if (needsNode && nodeVersion === undefined) {
    throw new SetupError(
      `Grokscope brings its own Node for Linux x64 only so far, and this computer (${process.platform} ${process.arch}) runs Node ${process.versions.node}. ` +
        'Nothing was installed. Install Node 24 and run the command again.',
    )
  }
  const wanted = [`npm@${npmVersion}`, ...(needsNode ? [`${nodePackage}@${nodeVersion}`] : [])]
  const done = join(home, 'fetched.json')
  if (JSON.stringify(readStamp(done)) !== JSON.stringify(wanted)) {
    say(`This computer has Node ${process.versions.node} and an npm older than the lockfile needs: fetching ${wanted.join(' and ')} into .cache/setup.`)
    rmSync(home, { recursive: true, force: true })
    mkdirSync(home, { recursive: true })
    writeFileSync(join(home, 'package.json'), '{ "private": true }\n')
    const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--save-exact', '--no-package-lock', '--loglevel=error']
    await runLogged([...npm, 'install', ...options, ...wanted], {
      cwd: home,
      log: join(root, '.cache', 'fetch-npm.log'),
      failure: `npm ${npmVersion}, which installs the dependencies, could not be fetched. Check the network and run the command again.`,
    })
    writeFileSync(done, JSON.stringify(wanted))
  }
  return [needsNode ? pinnedNode(home) : process.execPath, cli]
}

/** `npm ci`: exactly what the lockfile names, without install scripts. */
export async function install(root, say) {
  let npm = ownNpm()
  const major = majorOf(npm)
  if (major === null) throw new SetupError('npm was not found. Nothing was installed. Install Node.js with npm (18 or newer) and run the command again.')
  if (major < oldestNpm || Number.parseInt(process.versions.node, 10) < oldestNode) npm = await fetchedNpm(root, npm, say)

  say('Installing the dependencies (npm ci); half a minute to some minutes, once.')
  const started = Date.now()
  await runLogged([...npm, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    log: join(root, '.cache', 'install.log'),
    failure: 'The dependencies could not be installed. Check the network and the disk, and run the command again.',
  })
  if (pinnedNode(root) === null) {
    say(`There is no pinned Node for ${process.platform} ${process.arch} yet: the lab runs on this computer's Node ${process.versions.node}.`)
  }
  markInstalled(root)
  say(`Dependencies installed in ${Math.round((Date.now() - started) / 1000)} s.`)
}
