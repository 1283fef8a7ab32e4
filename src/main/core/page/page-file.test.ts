import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findPageFile } from './page-file.ts'

let folder: string
let page: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'page-'))
  page = join(folder, 'renderer')
  await mkdir(join(page, 'assets'), { recursive: true })
  await writeFile(join(page, 'index.html'), '<!doctype html>')
  await writeFile(join(page, 'assets', 'index-abc.js'), 'export {}')
  await writeFile(join(page, 'assets', 'with space.svg'), '<svg/>')
  await writeFile(join(page, 'lab.sqlite'), 'rows')
  await writeFile(join(folder, 'secret.txt'), 'secret')
  await symlink(join(folder, 'secret.txt'), join(page, 'link.txt'))
})
afterAll(() => rm(folder, { recursive: true }))

test('the root is the page itself, asked for anew each time', async () => {
  expect(await findPageFile(page, '/')).toMatchObject({ type: 'text/html; charset=utf-8', bytes: 15, neverChanges: false })
})

test('built files have a type and never change', async () => {
  expect(await findPageFile(page, '/assets/index-abc.js')).toMatchObject({ type: 'text/javascript; charset=utf-8', neverChanges: true })
  expect(await findPageFile(page, '/assets/with%20space.svg')).toMatchObject({ type: 'image/svg+xml' })
})

describe('refused', () => {
  test.each([
    ['a climb', '/../secret.txt'],
    ['a climb from inside', '/assets/../../secret.txt'],
    ['an encoded climb', '/%2e%2e/secret.txt'],
    ['an encoded slash', '/..%2fsecret.txt'],
    ['an encoded backslash', '/..%5csecret.txt'],
    ['a double encoding', '/%252e%252e/secret.txt'],
    ['a climb that ends inside', '/../renderer/index.html'],
    ['an absolute path', '//etc/passwd.txt'],
    ['a null byte', '/index.html%00.txt'],
    ['a broken encoding', '/%zz'],
    ['a drive', '/C:/secret.txt'],
    ['no leading slash', 'http://elsewhere/index.html'],
    ['a link out of the folder', '/link.txt'],
    ['a folder', '/assets'],
    ['a file of another kind', '/lab.sqlite'],
    ['nothing there', '/missing.js'],
  ])('%s', async (_name, path) => {
    expect(await findPageFile(page, path)).toBeNull()
  })
})
