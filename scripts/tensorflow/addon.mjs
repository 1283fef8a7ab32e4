// Builds the addon of tfjs: two files and one call of the compiler, with the C interface of TensorFlow and of Node.
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { SetupError, runLogged } from '../setup/step.mjs'

/** tfjs looks for an addon of Node-API 8 at most; newer Node loads it. */
const nodeApi = 8

export function addonPath(home) {
  return join(home, 'packages', 'node_modules', '@tensorflow', 'tfjs-node-gpu', 'lib', `napi-v${nodeApi}`, 'tfjs_binding.node')
}

/** From the addon's folder to the libraries: the whole can be moved. */
const runPath = '$ORIGIN/../../../../../../library/lib'

export async function buildAddon({ home, compiler, strip, say }) {
  say('Building the addon, half a minute.')
  const modules = join(home, 'packages', 'node_modules')
  const sources = ['tfjs_backend.cc', 'tfjs_binding.cc'].map((name) => join(modules, '@tensorflow', 'tfjs-node-gpu', 'binding', name))
  const libraries = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2']
  const out = addonPath(home)
  mkdirSync(dirname(out), { recursive: true })
  const options = ['-shared', '-fPIC', '-O2', '-std=c++17', `-DNAPI_VERSION=${nodeApi}`, '-DBUILDING_NODE_EXTENSION']
  const includes = ['-I', join(home, 'library', 'include'), '-I', join(modules, 'node-api-headers', 'include')]
  const linking = ['-L', join(home, 'library', 'lib'), ...libraries.map((name) => `-l:${name}`), `-Wl,-rpath,${runPath}`, '-o', out]
  await runLogged([compiler, ...options, ...includes, ...sources, ...linking], {
    cwd: home,
    log: join(home, 'compiler.log'),
    failure: 'The addon could not be built. The downloads are kept; with another compiler (CXX=...) run the command again.',
  })
  await shrink({ home, libraries, strip, say })
}

/** Takes a quarter off the libraries. They work without it too. */
async function shrink({ home, libraries, strip, say }) {
  if (strip === null) return
  try {
    for (const name of libraries) {
      const command = [strip, '--strip-unneeded', join(home, 'library', 'lib', name)]
      await runLogged(command, { cwd: home, log: join(home, 'strip.log'), failure: 'The libraries could not be made smaller.' })
    }
  } catch (error) {
    if (!(error instanceof SetupError) || error.interrupted) throw error
    say(`${error.message} They are used as they are.`)
  }
}
