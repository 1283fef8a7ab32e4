// npm run package: the Node host as one archive that unpacks anywhere and runs without network, npm or a Node of its own.
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { nodeFlags } from '../bin/node.mjs'
import { licenceText } from './licences.mjs'
import { reportSetupError, setUp } from './setup.mjs'
import { SetupError } from './setup/step.mjs'

const wrapper = `#!/bin/sh
# Starts Grokscope with the Node of this folder; links to this file work too.
here=$0
while [ -L "$here" ]; do
  link=$(readlink "$here")
  case $link in
    /*) here=$link ;;
    *) here=\${here%/*}/$link ;;
  esac
done
case $here in
  */*) bin=\${here%/*} ;;
  *) bin=. ;;
esac
exec "$bin/../runtime/node" ${nodeFlags.join(' ')} "$bin/grokscope.mjs" "$@"
`

/** Paths of the clone that go into the package as they are. */
const copied = ['out', 'resources', 'native/prebuilt', 'bin/grokscope.mjs', 'bin/node.mjs', 'bin/open-lab.mjs', 'package.json', 'docs', 'CHANGELOG.md', 'LICENSE', 'README.md']

function assemble(root, folder, platform) {
  const nodePackage = join(root, 'node_modules', `node-${platform}`)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'runtime'), { recursive: true })
  for (const path of copied) cpSync(join(root, path), join(folder, path), { recursive: true })
  rmSync(join(folder, 'out', '.grokscope-built.json'), { force: true })
  cpSync(join(nodePackage, 'bin', 'node'), join(folder, 'runtime', 'node'))

  // The only package that is not bundled: it finds its addon beside its own files.
  const sqlite = join('node_modules', 'better-sqlite3')
  for (const path of ['lib', `prebuilds/${platform}.node`, 'package.json', 'LICENSE']) {
    mkdirSync(dirname(join(folder, sqlite, path)), { recursive: true })
    cpSync(join(root, sqlite, path), join(folder, sqlite, path), { recursive: true })
  }

  writeFileSync(join(folder, 'THIRD-PARTY-LICENCES.txt'), licenceText(root, nodePackage))
  writeFileSync(join(folder, 'bin', 'grokscope'), wrapper)
  for (const program of ['bin/grokscope', 'bin/grokscope.mjs', 'runtime/node']) chmodSync(join(folder, program), 0o755)
}

try {
  const started = Date.now()
  const platform = `${process.platform}-${process.arch}`
  const { root } = await setUp()
  if (platform !== 'linux-x64') throw new SetupError(`A package is made for Linux x64 only so far, and on it; this is ${platform}. Nothing was written.`)

  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const name = `grokscope-${version}-${platform}`
  const dist = join(root, 'dist')
  assemble(root, join(dist, name), platform)
  const archive = join(dist, `${name}.tar.gz`)
  // Same files, same archive: no owner, no time, a fixed order.
  const fixed = ['--sort=name', '--owner=0', '--group=0', '--numeric-owner', '--mtime=@0']
  const { status, error } = spawnSync('tar', [...fixed, '-czf', archive, '-C', dist, name], { stdio: ['ignore', 'inherit', 'inherit'] })
  if (status !== 0) throw new SetupError(`The archive could not be written (${error?.message ?? `tar ended with ${status}`}).`)
  rmSync(join(dist, name), { recursive: true, force: true })
  const megabytes = (statSync(archive).size / 1e6).toFixed(1)
  process.stderr.write(`Packaged in ${((Date.now() - started) / 1000).toFixed(1)} s (${megabytes} MB). Unpack it anywhere and run bin/grokscope.\n`)
  process.stdout.write(`${archive}\n`)
} catch (error) {
  process.exitCode = reportSetupError(error)
}
