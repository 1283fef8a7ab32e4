// npm run native:build: makes native/prebuilt/<platform>/ again from the sources under native/. Needs a Rust toolchain.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SetupError } from '../setup/step.mjs'
import { crateLicences } from './licences.mjs'
import { nativeSourceHash } from './source-hash.mjs'
import { glibc, zigLinker } from './zig.mjs'

const root = resolve(fileURLToPath(import.meta.url), '..', '..', '..')
const workspace = join(root, 'native')
const platform = `${process.platform}-${process.arch}`
const tools = 'Install Rust from https://rustup.rs (1.95 or newer) and run the command again; without it the lab uses the addon that is in the repository.'

/** rustc's name of a platform and of what it makes of a cdylib there. */
const targets = {
  'linux-x64': { triple: 'x86_64-unknown-linux-gnu', library: 'libaddon.so' },
  'linux-arm64': { triple: 'aarch64-unknown-linux-gnu', library: 'libaddon.so' },
  'darwin-arm64': { triple: 'aarch64-apple-darwin', library: 'libaddon.dylib' },
  'darwin-x64': { triple: 'x86_64-apple-darwin', library: 'libaddon.dylib' },
  'win32-x64': { triple: 'x86_64-pc-windows-msvc', library: 'addon.dll' },
}

const say = (text) => process.stderr.write(`${text}\n`)

function output(program, args) {
  const { status, stdout, error } = spawnSync(program, args, { cwd: workspace, encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'inherit'] })
  if (error?.code === 'ENOENT') throw new SetupError(`${program} is not installed. ${tools}`)
  if (status !== 0) throw new SetupError(`${program} ${args[0]} ended with ${status ?? error?.message}.`)
  return stdout
}

/** The same bytes wherever the sources lie: paths of this machine do not get into the addon. */
function reproducibleFlags() {
  const cargoHome = process.env.CARGO_HOME ?? join(homedir(), '.cargo')
  return [`--remap-path-prefix=${cargoHome}=cargo`, `--remap-path-prefix=${workspace}=native`].join('\x1f')
}

function compile(target, sources, linker) {
  const linkerVariable = `CARGO_TARGET_${target.triple.toUpperCase().replaceAll('-', '_')}_LINKER`
  const env = { ...process.env, CARGO_ENCODED_RUSTFLAGS: reproducibleFlags(), GROKSCOPE_NATIVE_SOURCES: sources, ...(linker === null ? {} : { [linkerVariable]: linker }) }
  const folder = process.env.CARGO_TARGET_DIR ?? join(root, '.cache', 'native-target')
  const args = ['build', '--profile', 'prebuilt', '--locked', '--package', 'addon', '--target', target.triple, '--target-dir', folder]
  const { status, error } = spawnSync('cargo', args, { cwd: workspace, env, stdio: 'inherit' })
  if (error?.code === 'ENOENT') throw new SetupError(`cargo is not installed. ${tools}`)
  if (status !== 0) throw new SetupError('The addon could not be compiled; the reason stands above. The addon that was there is unchanged.')
  return join(folder, target.triple, 'prebuilt', target.library)
}

function main() {
  const started = Date.now()
  const target = targets[platform]
  if (target === undefined) throw new SetupError(`There is no recipe for ${platform} yet. Nothing was built; the lab runs on the reference executor here.`)
  if (!existsSync(join(workspace, 'Cargo.toml'))) throw new SetupError('The folder native/ is not complete: native/Cargo.toml is missing.')

  const rustc = output('rustc', ['--version']).trim()
  const zig = platform === 'linux-x64' ? zigLinker(join(root, '.cache')) : { linker: null, reason: null }
  if (zig.linker === null && zig.reason !== null) {
    say(`Zig could not be fetched (${zig.reason}), so the addon is linked for this machine only: it may not load where glibc is older. Do not commit it.`)
  }

  let sources = nativeSourceHash(root)
  let library = compile(target, sources, zig.linker)
  // Somebody saved a file meanwhile: what was compiled may be half of each.
  for (let now = nativeSourceHash(root); now !== sources; now = nativeSourceHash(root)) {
    say('The sources changed while they were compiled; compiling them once more.')
    sources = now
    library = compile(target, sources, zig.linker)
  }

  const folder = join(workspace, 'prebuilt', platform)
  const addon = join(folder, 'grokscope.node')
  mkdirSync(folder, { recursive: true })
  // Never written over in place: a lab that is running has the old one mapped.
  copyFileSync(library, `${addon}.new`)
  const bytes = readFileSync(`${addon}.new`)
  const record = { sources, sha256: createHash('sha256').update(bytes).digest('hex'), rustc, target: target.triple, linker: zig.name ?? 'cc', glibc: zig.linker === null ? null : glibc }
  renameSync(`${addon}.new`, addon)
  writeFileSync(join(folder, 'grokscope.json'), `${JSON.stringify(record, null, 2)}\n`)
  writeFileSync(join(folder, 'LICENCES.txt'), crateLicences(JSON.parse(output('cargo', ['metadata', '--format-version=1', '--locked', '--filter-platform', target.triple])), 'addon'))
  say(`Built native/prebuilt/${platform}/grokscope.node in ${((Date.now() - started) / 1000).toFixed(0)} s: ${(bytes.length / 1e6).toFixed(2)} MB, sources ${sources.slice(0, 12)}.`)
}

try {
  main()
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  rmSync(join(workspace, 'prebuilt', platform, 'grokscope.node.new'), { force: true })
  say(error.message)
  process.exitCode = 1
}
