import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { complaintAboutNode } from './session.ts'

test('a Node without Node-API 10 is refused with a sentence that says which one is needed', () => {
  expect(complaintAboutNode({ node: '24.0.0', napi: '10' })).toBeNull()
  expect(complaintAboutNode({ node: '20.1.0', napi: '9' })).toMatch(/needs Node\.js 22\.14 or newer .* this is 20\.1\.0\. Nothing was opened or changed\./)
  expect(complaintAboutNode({ node: '0.12.0' })).not.toBeNull()
})

test.each(['server.ts', 'cli.ts'])('%s asks before it loads anything that an older Node could fall over', async (entry) => {
  // A Node that says it is older; it would load SQLite all the same, so loading it is made a failure of its own.
  const pretend = `
    import { registerHooks } from 'node:module'
    Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.1.0', napi: '9' } })
    registerHooks({ resolve: (name, context, next) => { if (name === 'better-sqlite3') throw new Error('loaded SQLite'); return next(name, context) } })`
  const hook = `data:text/javascript,${encodeURIComponent(pretend)}`
  const ended = await new Promise<{ code: unknown; said: string }>((resolve) => {
    execFile(process.execPath, ['--import', hook, join(import.meta.dirname, '..', entry), 'presets'], (error, _out, said) => resolve({ code: error?.code ?? 0, said }))
  })
  expect(ended).toEqual({ code: 1, said: expect.stringMatching(/^Grokscope needs Node\.js 22\.14 or newer [^\n]* this is 20\.1\.0\.[^\n]*\n$/) })
})
