// The licence texts of the crates inside the addon, for those who pass it on.
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'

const isLicence = (name) => /^(licen[cs]e|copying|notice|unlicense)/i.test(name)

function textsOf(crate) {
  const folder = dirname(crate.manifest_path)
  const texts = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && isLicence(entry.name))
    .map((entry) => readFileSync(join(folder, entry.name), 'utf8').trim().replaceAll('\r\n', '\n'))
    .sort()
  return texts.length > 0 ? texts : [`The crate has no licence text of its own; it states: ${crate.license}.`]
}

/** Ids of the crates that `root` is linked with; what only builds (procedural macros, build scripts) stays out. */
function linkedWith(root, { resolve, packages }) {
  const isMacro = new Set(packages.filter(({ targets }) => targets.some(({ kind }) => kind.includes('proc-macro'))).map(({ id }) => id))
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]))
  const found = new Set()
  const visit = (id) => {
    if (found.has(id) || isMacro.has(id)) return
    found.add(id)
    for (const { pkg, dep_kinds: kinds } of nodes.get(id).deps) if (kinds.some(({ kind }) => kind === null)) visit(pkg)
  }
  visit(root)
  return found
}

/** One text with the licences of all crates from outside that end up in `name`; crates with the same texts share them. */
export function crateLicences(metadata, name) {
  const root = metadata.packages.find((crate) => crate.name === name && crate.source === null)
  const linked = linkedWith(root.id, metadata)
  const crates = metadata.packages.filter(({ id, source }) => linked.has(id) && source !== null).sort((a, b) => (a.id < b.id ? -1 : 1))
  const cratesOf = new Map()
  for (const crate of crates) {
    const title = `${crate.name} ${crate.version} (${crate.license ?? 'see its text'})`
    for (const text of textsOf(crate)) cratesOf.set(text, [...(cratesOf.get(text) ?? []), title])
  }
  const line = `\n\n${'='.repeat(80)}\n\n`
  return `The native addon of Grokscope contains these Rust crates.${line}${[...cratesOf].map(([text, titles]) => `${titles.join('\n')}\n\n${text}`).join(line)}\n`
}
