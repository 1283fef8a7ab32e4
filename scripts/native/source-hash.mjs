// One hash over everything the native addon is made of. It says whether a prebuilt addon belongs to the sources beside it.
import { exactFingerprint, filesUnder } from '../setup/fingerprint.mjs'

/** Rust sources, manifests and the lockfile; not what a build leaves behind. */
const isSource = (path) => /(\.rs|\/Cargo\.(toml|lock)|\/rust-toolchain\.toml)$/.test(path) && !/^native\/(target|prebuilt)\//.test(path)

/** SHA-256 of the native sources: names and contents, in the order of the names. */
export function nativeSourceHash(root) {
  return exactFingerprint(root, filesUnder(root, ['native'], isSource))
}
