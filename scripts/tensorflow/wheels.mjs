// Downloads wheels with pip, so that its own configuration (index, proxy, certificates, local folders) holds, and unpacks them.
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { SetupError, runLogged } from '../setup/step.mjs'
import { sizeBelow } from './disk.mjs'
import { inWords } from './plan.mjs'
import { unzip } from './unzip.mjs'

/** Any Python runs this pip; the wheel is that of CPython 3.11 on glibc 2.27, for its C library only. */
const target = ['--python-version', '3.11', '--implementation', 'cp', '--abi', 'cp311']
const platforms = ['manylinux_2_27', 'manylinux_2_25', 'manylinux_2_17', 'manylinux2014', 'manylinux2010'].flatMap((name) => ['--platform', `${name}_x86_64`])

/** Milliseconds between two lines of progress. */
const pace = 5000

export async function sha256Of(path) {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash)
  return hash.digest('hex')
}

function wheelIn(folder) {
  const name = existsSync(folder) ? readdirSync(folder).find((file) => file.endsWith('.whl')) : undefined
  return name === undefined ? null : join(folder, name)
}

/** A wheel that was downloaded before and is whole, or null; one that is not is deleted. */
async function kept(folder, { sha256 }) {
  const path = wheelIn(folder)
  if (path === null) return null
  if ((await sha256Of(path)) === sha256) return path
  rmSync(folder, { recursive: true, force: true })
  return null
}

async function download(folder, { name, version, bytes, sha256 }, { pip, log, say }) {
  rmSync(folder, { recursive: true, force: true })
  // pip writes below TMPDIR while it downloads: on this disk, which has room, and where progress can be seen.
  const temporary = join(folder, 'temporary')
  mkdirSync(temporary, { recursive: true })
  const requirement = join(folder, 'requirement.txt')
  writeFileSync(requirement, `${name}==${version} --hash=sha256:${sha256}\n`)
  const progress = setInterval(() => {
    const arrived = sizeBelow(temporary)
    if (arrived === 0) say(`  ${name}: pip is asking the index`)
    else say(arrived < bytes ? `  ${name}: ${inWords(arrived)} of ${inWords(bytes)}` : `  ${name}: checking what arrived`)
  }, pace)
  try {
    await runLogged([...pip, 'download', '--no-deps', '--no-cache-dir', '--require-hashes', '--only-binary=:all:', ...target, ...platforms, '-d', folder, '-r', requirement], {
      cwd: folder,
      env: { ...process.env, TMPDIR: temporary, PIP_DISABLE_PIP_VERSION_CHECK: '1' },
      log,
      failure: `${name} ${version} could not be downloaded.`,
    })
  } catch (error) {
    throw error instanceof SetupError && !error.interrupted ? explained(error, { name, version }, log) : error
  } finally {
    clearInterval(progress)
    rmSync(temporary, { recursive: true, force: true })
  }
}

/** What pip's own words mean here. */
function explained(error, { name, version }, log) {
  const words = readFileSync(log, 'utf8')
  const again = 'What was unpacked before is kept; run the command again to go on.'
  if (/do not match the hashes/i.test(words)) {
    return new SetupError(`The index of pip offers another ${name} ${version} than the one this lab was tested with. It was not used. Choose another index in pip's configuration, and run the command again.`, { log })
  }
  if (/no space left/i.test(words)) return new SetupError(`The disk is full. ${again.replace('run', 'make room and run')}`, { log })
  if (/no matching distribution|could not find a version/i.test(words)) {
    return new SetupError(`The index of pip has no ${name} ${version}, or could not be reached. Check the network and pip's configuration. ${again}`, { log })
  }
  return new SetupError(`${error.message} Check the network and pip's configuration. ${again}`, { log })
}

/** Downloads, checks and unpacks one wheel below `library`, unless that was done before. */
export async function provide(wheel, { home, pip, say }) {
  const { name, version, sha256, place } = wheel
  const library = join(home, 'library')
  const done = join(library, `.${name}-${sha256.slice(0, 16)}`)
  if (existsSync(done)) return
  const folder = join(home, 'downloads', name)
  const began = Date.now()
  let path = await kept(folder, wheel)
  if (path === null) {
    say(`Downloading ${name} ${version}, ${inWords(wheel.bytes)}.`)
    await download(folder, wheel, { pip, log: join(home, 'pip.log'), say })
    path = wheelIn(folder)
  }
  if (path === null || (await sha256Of(path)) !== sha256) {
    rmSync(folder, { recursive: true, force: true })
    throw new SetupError(`What pip downloaded for ${name} ${version} is not the file that this lab was tested with (SHA-256). It was deleted. Run the command again, with another index if it stays so.`)
  }
  const files = await unzip(path, library, place)
  if (files === 0) throw new SetupError(`${name} ${version} holds nothing of what the lab needs. Please report this.`)
  writeFileSync(done, '')
  rmSync(folder, { recursive: true, force: true })
  say(`  ${name}: ${files} files unpacked, ${Math.round((Date.now() - began) / 1000)} s.`)
}
