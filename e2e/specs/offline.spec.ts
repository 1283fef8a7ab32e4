import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from '../fixtures.ts'
import { RunPage } from '../pages/run-page.ts'
import { StartPage } from '../pages/start-page.ts'

const loopback = /^(127\.\d+\.\d+\.\d+|::1|\[::1\]|localhost|)$/
const folder = mkdtempSync(join(tmpdir(), 'grokscope-offline-'))
const record = join(folder, 'connections')
const before = process.env['NODE_OPTIONS']

// Before the lab is opened: its processes and their children inherit it.
test.beforeAll(() => {
  process.env['NODE_OPTIONS'] = `--import=${resolve(import.meta.dirname, '../record-connections.mjs')}`
  process.env['RECORD_CONNECTIONS'] = record
})
test.afterAll(() => {
  if (before === undefined) delete process.env['NODE_OPTIONS']
  else process.env['NODE_OPTIONS'] = before
  delete process.env['RECORD_CONNECTIONS']
  rmSync(folder, { recursive: true, force: true })
})

interface Attempt {
  readonly kind: 'begun' | 'connect' | 'name' | 'datagram'
  readonly where: string
}

test('from the start to an export neither page nor server nor workers try to reach another computer', async ({ lab }) => {
  const { page } = lab
  const asked: string[] = []
  page.context().on('request', (request) => {
    const { protocol, hostname } = new URL(request.url())
    if (!['data:', 'blob:', 'about:', 'app:'].includes(protocol) && !loopback.test(hostname)) asked.push(request.url())
  })
  page.on('websocket', (socket) => void (loopback.test(new URL(socket.url()).hostname) || asked.push(socket.url())))

  await new StartPage(page).experiment('Pocket grok').click()
  const run = new RunPage(page)
  await run.hasStatus('Finished', 60_000)
  const id = /run_\w{12}/.exec(page.url())?.[0]
  for (const path of ['/', '/runs', `/runs/${id}/insides`, `/runs/${id}/configuration`, `/compare?runs=${id}`, '/guide/tour', '/guide/measures', '/theory/effective-theory', '/settings']) {
    await page.goto(new URL(`#${path}`, page.url()).href)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  }
  await expect(page.getByText('Healthy').first()).toBeVisible()
  await page.goto(new URL(`#/runs/${id}`, page.url()).href)
  const [download] = await Promise.all([page.waitForEvent('download'), run.save(/^Curves as CSV/)])
  expect(await download.failure()).toBeNull()

  const attempts = readFileSync(record, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Attempt)
  // The record works: the server and at least one worker wrote into it.
  expect(attempts.filter(({ kind }) => kind === 'begun').length).toBeGreaterThan(1)
  expect(attempts.filter(({ kind, where }) => kind !== 'begun' && !loopback.test(where))).toEqual([])
  expect(asked).toEqual([])
})
