// Which folder may import which (docs/architecture.md). One row a folder; whatever a row does not name is forbidden.
// The first row whose folder matches a file is its layer: longer paths stand before the folders that hold them.
const layers = {
  'shared': {},
  'figures': { folders: ['shared'], packages: ['d3-scale', 'd3-scale-chromatic'] },
  'engine/ops': { folders: ['shared'] },
  'engine/program': { folders: ['shared', 'engine/ops'] },
  'engine/executors': { folders: ['shared', 'engine'], packages: ['@tensorflow/'], node: true },
  'science': { folders: ['shared', 'engine/ops'] },
  'main/core': { folders: ['shared', 'figures', 'engine/executors/preference.ts', 'engine/executors/tensorflow/installation.ts', 'science/presets', 'science/phases', 'science/theory', 'science/schedule.ts', 'science/types.ts'], packages: ['better-sqlite3', 'kysely'], node: true },
  'main/worker': { folders: ['shared', 'science', 'engine', 'figures'], node: true },
  'main/server': { folders: ['shared', 'main/core'], packages: ['ws'], node: true },
  'main/electron': { folders: ['shared', 'main/core'], packages: ['ws', 'electron'], node: true },
  'main/index.ts': { folders: ['shared', 'main/core', 'main/electron'], packages: ['electron'], node: true },
  'main/server.ts': { folders: ['shared', 'main/core', 'main/server'], node: true },
  'main/cli.ts': { folders: ['shared', 'main/core', 'main/cli'], node: true },
  'main/cli': { folders: ['shared', 'figures', 'science/phases', 'main/core'], node: true },
  'preload': { folders: ['shared'], packages: ['electron'] },
  'renderer': {
    folders: ['shared', 'figures', 'science/theory', 'science/phases', 'science/presets', 'science/types.ts'],
    packages: ['vue', 'pinia', 'vue-router', 'reka-ui', '@tanstack/', '@vueuse/', 'echarts', 'vue-echarts', '@lucide/vue', 'katex', 'markdown-it'],
  },
}

const isFile = (name) => name.endsWith('.ts')
const inside = (folder) => (isFile(folder) ? `^src/${folder.replace('.', '\\.')}$` : `^src/${folder}/`)
const named = (name) => `(^|node_modules/)${name}${name.endsWith('/') ? '' : '(/|$)'}`
const stray = { path: '^src/', pathNot: Object.keys(layers).map(inside) }
const test = '\\.test\\.ts$' // tests may use Node and the test runner, but not other folders

const rules = Object.entries(layers).flatMap(([folder, { folders = [], packages = [], node = false }]) => [
  { name: `${folder}: folders`, from: { path: inside(folder) }, to: { path: '^src/', pathNot: [folder, ...folders].map(inside) } },
  {
    name: `${folder}: packages`,
    from: { path: inside(folder), pathNot: test },
    to: { path: 'node_modules|^[^./]', pathNot: ['^src/', ...['zod', ...packages].map(named)], dependencyTypesNot: ['core', 'local', 'aliased'] },
  },
  ...(node ? [] : [{ name: `${folder}: no node`, from: { path: inside(folder), pathNot: test }, to: { dependencyTypes: ['core'] } }]),
])

module.exports = {
  forbidden: [
    { name: 'no cycles', from: {}, to: { circular: true } },
    { name: 'nothing unresolved', from: {}, to: { couldNotResolve: true } },
    { name: 'every file has a layer', from: stray, to: {} },
    { name: 'every file has a layer (unconnected)', from: { ...stray, orphan: true }, to: {} },
    ...rules,
  ].map((rule) => ({ severity: 'error', ...rule })),
  options: { doNotFollow: { path: 'node_modules' }, tsPreCompilationDeps: true, tsConfig: { fileName: 'tsconfig.base.json' }, enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] } },
}
