// Zig as a linker: it carries the symbols of every glibc, so that an addon linked here loads on older systems too.
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The wheel of PyPI that brings Zig along, and the glibc that the addon is linked against: that of Debian 10, RHEL 8 and Node 24 itself. */
const version = '0.17.1'
export const glibc = '2.28'

/**
 * A program that links like `cc`, against the old glibc; null with the reason where it cannot be had.
 * Fetched once into `cache`, through pip as it is configured here.
 */
export function zigLinker(cache) {
  const folder = join(cache, `zig-${version}`)
  const zig = join(folder, 'ziglang', 'zig')
  if (!existsSync(zig)) {
    const partial = `${folder}.partial`
    rmSync(partial, { recursive: true, force: true })
    mkdirSync(cache, { recursive: true })
    const pip = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', partial, `ziglang==${version}`]
    const { status, error, stderr } = spawnSync('python3', pip, { encoding: 'utf8' })
    if (status !== 0) return { linker: null, reason: error?.message ?? stderr.trim().split('\n').at(-1) ?? `pip ended with ${status}` }
    renameSync(partial, folder)
  }
  // rustc takes a linker of this name for a C compiler.
  const linker = join(folder, 'zig-cc')
  writeFileSync(linker, `#!/bin/sh\nexec '${zig}' cc -target x86_64-linux-gnu.${glibc} "$@"\n`)
  chmodSync(linker, 0o755)
  return { linker, name: `zig ${version}` }
}
