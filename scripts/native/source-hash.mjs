// One hash over everything the native addon is made of. It says whether a prebuilt addon belongs to the sources beside it.
import { exactFingerprint, filesUnder } from '../setup/fingerprint.mjs'

/** Rust sources, manifests and the lockfile; not tests, examples and what a build leaves behind. */
const isSource = (path) => /(\.rs|\/Cargo\.(toml|lock)|\/rust-toolchain(\.toml)?|\/\.cargo\/config\.toml)$/.test(path) && !/^native\/(target|prebuilt|[^/]+\/(tests|examples))\//.test(path)

/** How it is compiled and linked. */
const makers = ['scripts/native/build.mjs', 'scripts/native/zig.mjs']

/** SHA-256 of the native sources and of the scripts that build them: names and contents, in the order of the names. */
export function nativeSourceHash(root) {
  return exactFingerprint(root, filesUnder(root, ['native', ...makers], (path) => makers.includes(path) || isSource(path)))
}
