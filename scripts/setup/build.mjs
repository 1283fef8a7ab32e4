// Builds out/ from the sources, once for each content of them.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { labNode } from '../../bin/node.mjs'
import { exactFingerprint, filesUnder, quickFingerprint } from './fingerprint.mjs'
import { SetupError, runLogged } from './step.mjs'

/** Everything that a build reads. Tests are not built, so writing one does not build again. */
const inputs = ['src', 'resources/fonts', 'types', 'package.json', 'package-lock.json', 'electron.vite.config.ts', 'tsconfig.json', 'tsconfig.base.json']
const isInput = (path) => !path.endsWith('.test.ts')

/** What must be there for a build to count. */
const outputs = ['out/main/index.js', 'out/main/server.js', 'out/main/cli.js', 'out/main/worker.js', 'out/preload/index.cjs', 'out/renderer/index.html']

const stampOf = (root) => join(root, 'out', '.grokscope-built.json')

function readStamp(root) {
  try {
    return JSON.parse(readFileSync(stampOf(root), 'utf8'))
  } catch {
    return null
  }
}

function writeStamp(root, files, exact) {
  writeFileSync(stampOf(root), JSON.stringify({ quick: quickFingerprint(files), exact }))
}

/** Reads times and sizes only, unless one has changed. */
export function isBuilt(root) {
  const stamp = readStamp(root)
  if (stamp === null || !outputs.every((path) => existsSync(join(root, path)))) return false
  const files = filesUnder(root, inputs, isInput)
  if (stamp.quick === quickFingerprint(files)) return true
  if (stamp.exact !== exactFingerprint(root, files)) return false
  writeStamp(root, files, stamp.exact)
  return true
}

export async function build(root, say) {
  const node = labNode(root)
  if (node === null) {
    throw new SetupError(`There is no pinned Node for ${process.platform} ${process.arch}, and Node ${process.versions.node} is too old for the lab. Install Node 24 and run the command again.`)
  }
  say('Building the lab; some seconds, whenever the sources have changed.')
  const started = Date.now()
  rmSync(stampOf(root), { force: true })
  // Taken before the build: a file saved while it runs makes the next start build again.
  const files = filesUnder(root, inputs, isInput)
  const exact = exactFingerprint(root, files)
  await runLogged([node, join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
    log: join(root, '.cache', 'build.log'),
    failure: 'The lab could not be built.',
  })
  const missing = outputs.filter((path) => !existsSync(join(root, path)))
  if (missing.length > 0) throw new SetupError(`The build ended without ${missing.join(', ')}.`, { log: join(root, '.cache', 'build.log') })
  writeStamp(root, files, exact)
  say(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s.`)
}
