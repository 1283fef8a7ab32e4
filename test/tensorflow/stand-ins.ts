import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Programs that the set-up calls, played by scripts: each notes in calls.txt what it was asked and does what behaviour.txt says. */

const common = `
const { appendFileSync, copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')
const folder = __dirname
const behaviour = existsSync(join(folder, 'behaviour.txt')) ? readFileSync(join(folder, 'behaviour.txt'), 'utf8') : ''
const note = (call) => appendFileSync(join(folder, 'calls.txt'), call + '\\n')
const words = process.argv.slice(2)
if (words.includes('--version')) process.exit(behaviour === 'no ' + words[1] ? 1 : 0)
`

const pip = `${common}
note('pip download')
const fail = (text) => { console.error(text); process.exit(1) }
if (behaviour === 'no network') fail('ERROR: No matching distribution found for tensorflow-cpu==2.21.0')
if (behaviour === 'other file') fail('ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.')
if (behaviour === 'full disk') fail('ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device')
if (behaviour === 'killed') process.kill(process.pid, 'SIGKILL')
const name = '@wheel@'
const to = join(words[words.indexOf('-d') + 1], name)
copyFileSync(join(folder, name), to)
if (behaviour === 'broken file') writeFileSync(to, 'half a wheel')
`

const compiler = `${common}
note('compile')
if (behaviour === 'compiler fails') { console.error('fatal error: cannot compile'); process.exit(1) }
writeFileSync(words[words.indexOf('-o') + 1], words.join(' '))
`

const npm = `${common}
note('npm ci')
if (behaviour === 'npm fails') { console.error('npm error network'); process.exit(1) }
if (!words.includes('--ignore-scripts')) { console.error('scripts would run'); process.exit(1) }
const home = join('node_modules', '@tensorflow', 'tfjs-node-gpu')
mkdirSync(home, { recursive: true })
const product = behaviour === 'wrong numbers' ? [1, 2, 3, 4] : [19, 22, 43, 50]
writeFileSync(join(home, 'index.js'), \`
  const binding = { TF_Version: '2.21.0' }
  if (!require('node:util').isNullOrUndefined(null)) throw new Error('the functions that Node 23 removed are missing')
  module.exports = { tensor2d: () => null, matMul: () => ({ dataSync: () => Float32Array.from([\${product}]) }), backend: () => ({ binding, isUsingGpuDevice: false }) }
\`)
`

/** Writes the stand-ins into a folder and returns the environment in which the set-up finds them. */
export function standIns(folder: string, wheel: string): NodeJS.ProcessEnv {
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }')
  for (const [name, text] of Object.entries({ python: pip.replace('@wheel@', wheel), compiler, 'npm-cli.js': npm })) {
    writeFileSync(join(folder, name), `#!${process.execPath}\n${text}`)
    chmodSync(join(folder, name), 0o755)
  }
  return { ...process.env, PYTHON: join(folder, 'python'), CXX: join(folder, 'compiler'), npm_execpath: join(folder, 'npm-cli.js') }
}
