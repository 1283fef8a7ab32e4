// The programs that the set-up of TensorFlow needs. Each is looked for before anything is downloaded.
import { spawnSync } from 'node:child_process'
import { ownNpm } from '../setup/install.mjs'
import { SetupError } from '../setup/step.mjs'

function works(program, ...args) {
  const { status, error } = spawnSync(program, args, { stdio: 'ignore', windowsHide: true })
  return error === undefined && status === 0
}

const nothing = 'Nothing was downloaded.'

function needLinux() {
  const platform = `${process.platform}-${process.arch}`
  if (platform === 'linux-x64') return
  throw new SetupError(`TensorFlow can be set up on Linux x64 only so far, and this is ${platform}. ${nothing} The lab runs without it, on its own engine.`)
}

function pip() {
  const python = [process.env.PYTHON, 'python3', 'python'].filter(Boolean)
  const found = python.find((program) => works(program, '-m', 'pip', '--version'))
  if (found !== undefined) return [found, '-m', 'pip']
  const alone = ['pip3', 'pip'].find((program) => works(program, '--version'))
  if (alone !== undefined) return [alone]
  const half = python.some((program) => works(program, '--version'))
  throw new SetupError(
    `TensorFlow's library comes as a Python wheel, which pip downloads, but ${half ? 'this Python has no pip' : 'no Python was found'}. ${nothing} ` +
      `Install ${half ? 'pip (Debian and Ubuntu: python3-pip)' : 'Python 3 with pip (Debian and Ubuntu: python3-pip)'} and run the command again.`,
  )
}

function compiler() {
  const found = [process.env.CXX, 'g++', 'c++', 'clang++'].filter(Boolean).find((program) => works(program, '--version'))
  if (found !== undefined) return found
  throw new SetupError(`The addon is built on this computer, but no C++ compiler was found (g++). ${nothing} Install one (Debian and Ubuntu: g++) and run the command again.`)
}

function npm() {
  const [program, ...args] = ownNpm()
  if (works(program, ...args, '--version')) return [program, ...args]
  throw new SetupError(`npm was not found. ${nothing} Install Node.js with npm (18 or newer) and run the command again.`)
}

/** Commands by purpose, or the sentence that says which one is missing. `strip` may be null: it only saves room. */
export function findTools() {
  needLinux()
  return { pip: pip(), compiler: compiler(), npm: npm(), strip: works('strip', '--version') ? 'strip' : null }
}
