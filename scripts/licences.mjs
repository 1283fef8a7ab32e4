// The licences of what a package brings along: every package that the product depends on, the crates in its addon, the fonts and data sets, and Node itself.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const isLicence = (name) => /^(licen[cs]e|copying|notice)/i.test(name)

function textsIn(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && isLicence(entry.name))
    .map((entry) => entry.name)
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8').trim())
}

/** Packages of the lockfile that the product depends on; tools for building and testing are marked `dev` there. */
function shippedPackages(root) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  return Object.entries(packages)
    .filter(([path, entry]) => path !== '' && !entry.dev && !entry.devOptional && !entry.optional && existsSync(join(root, path)))
    .map(([path, entry]) => ({ path, name: path.replace(/^.*node_modules\//, ''), version: entry.version, licence: entry.license ?? 'see its text' }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** One text with all of them. */
export function licenceText(root, nodePackage) {
  const shipped = shippedPackages(root).map(({ path, name, version, licence }) => {
    const texts = textsIn(join(root, path))
    return `${name} ${version} (${licence})\n\n${texts.length > 0 ? texts.join('\n\n') : `The package has no licence text of its own; it states: ${licence}.`}`
  })
  const node = `Node.js ${JSON.parse(readFileSync(join(nodePackage, 'package.json'), 'utf8')).version}\n\n${textsIn(nodePackage).join('\n\n')}`
  const fonts = ['Inter', 'JetBrainsMono'].map((font) => `The font ${font}\n\n${readFileSync(join(root, 'resources', 'fonts', `${font}-OFL.txt`), 'utf8').trim()}`)
  const data = readFileSync(join(root, 'resources', 'data', 'LICENCES.txt'), 'utf8').trim()
  const addons = join(root, 'native', 'prebuilt')
  const crates = readdirSync(addons).sort().map((platform) => readFileSync(join(addons, platform, 'LICENCES.txt'), 'utf8').trim())
  const line = `\n\n${'='.repeat(80)}\n\n`
  return `Grokscope contains work of others, under the licences below.${line}${[...shipped, ...crates, ...fonts, data, node].join(line)}\n`
}
