import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { defaultStore, resourcesFolder, workerCommand } from './paths.ts'
import { temporaryFolder } from './testing/folders.ts'

test('the data folder is where each platform keeps application data, unless another is named', () => {
  expect(defaultStore({}, 'linux', '/home/ada')).toBe('/home/ada/.local/share/grokscope')
  expect(defaultStore({ XDG_DATA_HOME: '/data' }, 'linux', '/home/ada')).toBe('/data/grokscope')
  expect(defaultStore({}, 'darwin', '/Users/ada')).toBe('/Users/ada/Library/Application Support/Grokscope')
  expect(defaultStore({ APPDATA: 'C:/Data' }, 'win32', 'C:/Users/ada')).toContain('Grokscope')
  expect(defaultStore({ GROKSCOPE_STORE: '/mine', XDG_DATA_HOME: '/data' }, 'linux', '/home/ada')).toBe('/mine')
})

test('from the sources, the worker is the TypeScript file and its Node is new enough', () => {
  const { node, entry } = workerCommand()
  expect(entry).toMatch(/src[\\/]main[\\/]worker[\\/]index\.ts$/)
  expect([node, entry, resourcesFolder()].every(existsSync)).toBe(true)
})

test('from a package, worker, Node and resources are those beside the build, also for code in a chunk', () => {
  const root = temporaryFolder(onTestFinished)
  for (const folder of ['out/main/chunks', 'runtime', 'resources/fonts']) mkdirSync(join(root, folder), { recursive: true })
  for (const file of ['out/main/worker.js', 'runtime/node']) writeFileSync(join(root, file), '')
  for (const here of [join(root, 'out', 'main'), join(root, 'out', 'main', 'chunks')]) {
    expect(workerCommand(here, {})).toEqual({ node: join(root, 'runtime', 'node'), entry: join(root, 'out', 'main', 'worker.js') })
    expect(workerCommand(here, { GROKSCOPE_NODE: '/other/node' }).node).toBe('/other/node')
    expect(resourcesFolder(here)).toBe(join(root, 'resources'))
  }
})

test('an installation without its worker says what to do', () => {
  expect(() => workerCommand('/nowhere', {})).toThrow(/npm start/)
})
