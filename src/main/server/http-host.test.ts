import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import { connect as connectSocket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { connect } from '../../shared/rpc/client.ts'
import { serve } from '../../shared/rpc/server.ts'
import { call } from '../../shared/rpc/specification.ts'
import { webSocketChannel } from '../../shared/rpc/web-socket.ts'
import { startHttpHost, type HttpHost } from './http-host.ts'

const specification = { greet: call(z.strictObject({ name: z.string() }), z.string()) }
const maxFrame = 10_000

let page: string
let host: HttpHost

const start = (): Promise<HttpHost> =>
  startHttpHost({ page, port: 0, maxFrame, accept: (channel) => void serve(specification, { greet: ({ name }) => `Hello ${name}` }, channel) })

beforeAll(async () => {
  page = await mkdtemp(join(tmpdir(), 'page-'))
  await mkdir(join(page, 'assets'))
  await writeFile(join(page, 'index.html'), '<!doctype html><title>lab</title>')
  await writeFile(join(page, 'assets', 'index-1.js'), 'export {}')
  host = await start()
})
afterAll(async () => {
  await host.close()
  await rm(page, { recursive: true })
})

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A request as any program could make it: nothing is normalised on the way. */
async function ask(path: string, headers: Record<string, string> = {}, { method = 'GET', port = host.port } = {}): Promise<Answer> {
  const asked = request({ host: '127.0.0.1', port, path, method, headers: { host: `127.0.0.1:${port}`, ...headers }, agent: false }).end()
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) }
}

const pathOf = (address: string): string => new URL(address).pathname + new URL(address).search

/** Comes in as a browser does; the cookie as it is sent back. */
async function enter(into = host): Promise<string> {
  const { status, headers } = await ask(pathOf(into.freshAddress()), {}, { port: into.port })
  expect(status).toBe(303)
  return headers['set-cookie']?.[0]?.split(';')[0] ?? ''
}

/** Tries to open the socket: the status of the refusal, or the open socket. */
function dial(headers: Record<string, string>, path = '/rpc'): Promise<number | WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${host.port}${path}`, { headers })
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve(socket))
    socket.on('unexpected-response', (_request, response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    socket.on('error', reject)
  })
}

const ownOrigin = (): string => `http://127.0.0.1:${host.port}`

describe('an address with a token', () => {
  test('becomes a cookie and leaves the address', async () => {
    const { status, headers } = await ask(pathOf(host.freshAddress()))
    expect(status).toBe(303)
    expect(headers.location).toBe('/')
    expect(headers['set-cookie']).toEqual([expect.stringMatching(/^grokscope-[0-9a-f]{12}=[\w-]+; Path=\/; HttpOnly; SameSite=Strict$/)])
  })
  test('works once', async () => {
    const path = pathOf(host.freshAddress())
    await ask(path)
    const again = await ask(path)
    expect([again.status, again.headers['set-cookie']]).toEqual([403, undefined])
    expect(again.body).toContain('each works once')
  })
  test('can be loaded again by the window that it opened', async () => {
    const path = pathOf(host.freshAddress())
    const cookie = (await ask(path)).headers['set-cookie']?.[0]?.split(';')[0] ?? ''
    expect((await ask(path, { cookie })).status).toBe(303)
  })
  test('is refused when wrong, and after twenty wrong ones nothing is tried for a while', async () => {
    const other = await start()
    const attempt = async (token: string): Promise<Answer> => ask(`/?token=${token}`, {}, { port: other.port })
    for (let i = 0; i < 20; i++) expect((await attempt('wrong')).status).toBe(403)
    const right = new URL(other.freshAddress()).searchParams.get('token') ?? ''
    const limited = await attempt(right)
    expect(limited.status).toBe(429)
    expect(Number(limited.headers['retry-after'])).toBeGreaterThan(0)
    await other.close()
  })
})

describe('the page', () => {
  test('is served to who came in, by any name of this computer and any port', async () => {
    const cookie = await enter()
    for (const name of ['127.0.0.1:8888', 'localhost:1', '[::1]:1', 'localhost']) {
      const { status, body } = await ask('/', { cookie, host: name })
      expect([status, body]).toEqual([200, '<!doctype html><title>lab</title>'])
    }
  })
  test('comes with a strict policy that allows its own socket only', async () => {
    const { headers } = await ask('/', { cookie: await enter(), host: 'localhost:7000' })
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self' ws://localhost:7000; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer', 'cache-control': 'no-cache' })
  })
  test('keeps built files for ever, and answers HEAD without a body', async () => {
    const { status, headers, body } = await ask('/assets/index-1.js', { cookie: await enter() }, { method: 'HEAD' })
    expect([status, headers['content-length'], body]).toEqual([200, '9', ''])
    expect(headers['cache-control']).toContain('immutable')
  })
  test('is not served without a cookie, or with that of another instance', async () => {
    const other = await start()
    expect((await ask('/')).status).toBe(401)
    expect((await ask('/assets/index-1.js', { cookie: await enter(other) })).status).toBe(401)
    await other.close()
  })
  test('is not served to a foreign host name, not even with cookie and token', async () => {
    const cookie = await enter()
    const path = pathOf(host.freshAddress())
    for (const name of ['evil.example', `evil.example:${host.port}`, '127.0.0.1.evil.example']) {
      expect((await ask('/', { cookie, host: name })).status).toBe(421)
      expect((await ask(path, { host: name })).status).toBe(421)
    }
    expect((await ask(path)).status).toBe(303) // the refused requests did not use the token up
  })
  test('takes no other methods', async () => {
    const { status, headers } = await ask('/', { cookie: await enter() }, { method: 'POST' })
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD'])
  })
  test.each(['/../package.json', '/%2e%2e/package.json', '/assets/..%2f..%2fpackage.json', '/..%5cpackage.json', '/missing.js', '/%zz', '/rpc'])(
    'hides what is not in its folder: %s',
    async (path) => {
      expect((await ask(path, { cookie: await enter() })).status).toBe(404)
    },
  )
  test('a request that is not HTTP ends its connection only', async () => {
    const socket = connectSocket(host.port, '127.0.0.1')
    socket.end('\x16\x03\x01 nonsense\r\n\r\n')
    expect(await text(socket)).toContain('400')
    expect((await ask('/', { cookie: await enter() })).status).toBe(200)
  })
})

describe('the socket', () => {
  test('opens to the page, through a tunnel too, and speaks the contract', async () => {
    for (const name of [`127.0.0.1:${host.port}`, 'localhost:9999']) {
      const socket = await dial({ cookie: await enter(), host: name, origin: `http://${name}` })
      if (typeof socket === 'number') throw new Error(`refused with ${socket}`)
      const client = connect(specification, webSocketChannel(socket))
      expect(await client.call('greet', { name: 'lab' })).toBe('Hello lab')
      client.close()
    }
  })
  test.each([
    ['a foreign host', 421, async () => ({ cookie: await enter(), host: 'evil.example', origin: 'http://evil.example' })],
    ['no origin', 403, async () => ({ cookie: await enter() })],
    ['a foreign origin', 403, async () => ({ cookie: await enter(), origin: 'http://evil.example' })],
    ['an opaque origin', 403, async () => ({ cookie: await enter(), origin: 'null' })],
    ['another port of this computer', 403, async () => ({ cookie: await enter(), origin: `http://127.0.0.1:${host.port + 1}` })],
    ['another scheme', 403, async () => ({ cookie: await enter(), origin: `https://127.0.0.1:${host.port}` })],
    ['no cookie', 401, async () => ({ origin: ownOrigin() })],
    ['a wrong cookie', 401, async () => ({ cookie: `${await enter()}x`, origin: ownOrigin() })],
  ])('is refused to %s (%i)', async (_name, status, headers) => {
    expect(await dial(await headers())).toBe(status)
  })
  test('is at one address only', async () => {
    expect(await dial({ cookie: await enter(), origin: ownOrigin() }, '/rpc2')).toBe(404)
  })
  test('closes with 1009 when a frame is larger than any request can be', async () => {
    const socket = await dial({ cookie: await enter(), origin: ownOrigin() })
    if (typeof socket === 'number') throw new Error(`refused with ${socket}`)
    socket.send(new Uint8Array(maxFrame + 1))
    expect((await once(socket, 'close'))[0]).toBe(1009)
  })
  test('says farewell when the host closes', async () => {
    const other = await start()
    const socket = new WebSocket(`ws://127.0.0.1:${other.port}/rpc`, { headers: { cookie: await enter(other), origin: `http://127.0.0.1:${other.port}` } })
    await once(socket, 'open')
    const closed = once(socket, 'close')
    await other.close()
    expect((await closed)[0]).toBe(1001)
  })
})

test('a port that is taken is refused with a sentence', async () => {
  await expect(startHttpHost({ page, port: host.port, maxFrame, accept: () => {} })).rejects.toMatchObject({
    code: 'not-possible-now',
    message: expect.stringContaining(`Port ${host.port} is in use`),
  })
})
