import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { counter } from '../testing/sample-jobs.ts'
import { findTensorflow } from './find-tensorflow.ts'
import { findInstallation, gpuModel } from './installation.ts'
import { TensorflowExecutor } from './tensorflow-executor.ts'

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'grokscope-tensorflow-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function install(home: string, ready: object = { schema: 1, kind: 'cpu', tensorflow: '2.21.0', tfjs: '4.22.0' }): string {
  mkdirSync(home, { recursive: true })
  writeFileSync(join(home, 'ready.json'), JSON.stringify(ready))
  return home
}

describe('an installation is found', () => {
  test('in .tensorflow above the code, however deep the code lies', () => {
    const home = install(join(folder, '.tensorflow'))
    const deep = join(folder, 'out', 'main', 'chunks')
    mkdirSync(deep, { recursive: true })
    expect(findInstallation(deep, '')).toEqual({ folder: home, kind: 'cpu', tensorflow: '2.21.0', tfjs: '4.22.0' })
  })

  test('in the folder that the user names, and nowhere else then', () => {
    install(join(folder, '.tensorflow'))
    const other = install(join(folder, 'other'))
    expect(findInstallation(folder, other)?.folder).toBe(other)
    expect(findInstallation(folder, join(folder, 'nothing'))).toBeNull()
  })

  test('not before the set-up has ended, and not when another version of the lab made it', () => {
    mkdirSync(join(folder, '.tensorflow', 'library'), { recursive: true })
    expect(findInstallation(folder, '')).toBeNull()
    install(join(folder, '.tensorflow'), { schema: 2, kind: 'cpu' })
    expect(findInstallation(folder, '')).toBeNull()
  })
})

test('without one the absence says what to run', async () => {
  expect(await findTensorflow(null)).toEqual({ absence: expect.stringContaining('run "npm run tensorflow:setup"') as string })
})

test('an installation that does not load is a refusal that says what to do, not a crash', async () => {
  const home = install(join(folder, '.tensorflow'))
  const packages = join(home, 'packages', 'node_modules', '@tensorflow', 'tfjs-node-gpu')
  mkdirSync(packages, { recursive: true })
  writeFileSync(join(packages, 'index.js'), 'throw new Error("libtensorflow_cc.so.2: cannot open shared object file")')
  const executor = new TensorflowExecutor({ folder: home, kind: 'cpu', tensorflow: '2.21.0', tfjs: '4.22.0' })
  await expect(executor.compile(counter())).rejects.toMatchObject({
    code: 'executor-unavailable',
    message: expect.stringMatching(/does not load: libtensorflow_cc.*Run "npm run tensorflow:setup"/) as string,
  })
})

describe('the device', () => {
  test('is the GPU that the driver names', () => {
    mkdirSync(join(folder, '0000:01:00.0'))
    writeFileSync(join(folder, '0000:01:00.0', 'information'), 'Model: \t\t NVIDIA GeForce RTX 4090\nIRQ:   \t\t 97\n')
    expect(gpuModel(folder)).toBe('NVIDIA GeForce RTX 4090')
    expect(gpuModel(join(folder, 'no driver'))).toBeNull()
  })

  test('is the CPU with the library for it, which is then no contender for speed', () => {
    const executor = new TensorflowExecutor({ folder, kind: 'cpu', tensorflow: '2.21.0', tfjs: '4.22.0' })
    expect(executor).toMatchObject({ device: 'CPU', isContender: false, build: 'tensorflow/1 tf-2.21.0 tfjs-4.22.0 CPU' })
  })
})
