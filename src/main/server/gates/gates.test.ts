import { describe, expect, test } from 'vitest'
import { contract } from '../../../shared/contract.ts'
import { byteSize } from '../../../shared/rpc/byte-size.ts'
import { encodeMessage } from '../../../shared/rpc/codec.ts'
import { AttemptLimit } from './attempt-limit.ts'
import { frameLimit } from './frame-limit.ts'
import { OneTimeTokens } from './one-time-tokens.ts'
import { isOwnHost } from './own-host.ts'
import { isOwnOrigin } from './own-origin.ts'
import { isSameSecret } from './same-secret.ts'
import { Session } from './session.ts'

describe('the host name', () => {
  test.each(['localhost', 'localhost:8080', '127.0.0.1:1', '[::1]:65535', 'LOCALHOST:9'])('%s is this computer', (host) => {
    expect(isOwnHost(host)).toBe(true)
  })
  test.each([
    undefined,
    '',
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example:80',
    'evil.example:127.0.0.1',
    '127.0.0.2',
    '0.0.0.0:80',
    '::1',
    'localhost:',
    'localhost:123456',
    'localhost:80@evil.example',
    'user@localhost',
    'localhost\r\nX: y',
    ' localhost',
  ])('%j is not', (host) => {
    expect(isOwnHost(host)).toBe(false)
  })
})

describe('the origin', () => {
  test('of the page itself opens a socket', () => {
    expect(isOwnOrigin('http://localhost:4000', 'localhost:4000')).toBe(true)
  })
  test.each([undefined, 'null', 'http://evil.example', 'http://localhost:4001', 'https://localhost:4000', 'http://127.0.0.1:4000', 'http://localhost:4000/'])(
    '%j does not',
    (origin) => {
      expect(isOwnOrigin(origin, 'localhost:4000')).toBe(false)
    },
  )
})

describe('secrets', () => {
  test('are equal or not, whatever their length', () => {
    expect(isSameSecret('abc', 'abc')).toBe(true)
    expect(isSameSecret('abd', 'abc')).toBe(false)
    expect(isSameSecret('', 'abc')).toBe(false)
    expect(isSameSecret('abcabc', 'abc')).toBe(false)
  })
})

describe('a token', () => {
  test('opens the lab once', () => {
    const tokens = new OneTimeTokens()
    const token = tokens.issue()
    expect([tokens.redeem(token), tokens.redeem(token)]).toEqual([true, false])
  })
  test('has 256 random bits, and leaves the others valid', () => {
    const tokens = new OneTimeTokens()
    const [first, second] = [tokens.issue(), tokens.issue()]
    expect(Buffer.from(first, 'base64url')).toHaveLength(32)
    expect(first).not.toBe(second)
    expect([tokens.redeem(second), tokens.redeem(first)]).toEqual([true, true])
  })
  test('that was never issued opens nothing and costs the others nothing', () => {
    const tokens = new OneTimeTokens()
    const token = tokens.issue()
    expect([tokens.redeem(''), tokens.redeem(`${token}x`), tokens.redeem(token)]).toEqual([false, false, true])
  })
  test('is forgotten when many newer ones were made', () => {
    const tokens = new OneTimeTokens()
    const [first, ...others] = Array.from({ length: 33 }, () => tokens.issue())
    expect([tokens.redeem(first!), tokens.redeem(others[0]!)]).toEqual([false, true])
  })
})

describe('the session cookie', () => {
  test('is HttpOnly, strict and named after the instance', () => {
    const [one, two] = [new Session(), new Session()]
    expect(one.cookie).toMatch(/^grokscope-[0-9a-f]{12}=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
    expect(one.cookie.split('=')[0]).not.toBe(two.cookie.split('=')[0])
  })
  test('is found among others', () => {
    const [one, two] = [new Session(), new Session()]
    const [mine, other] = [one.cookie.split(';')[0]!, two.cookie.split(';')[0]!]
    expect(one.isHeldBy(`a=b; ${other}; ${mine}`)).toBe(true)
  })
  test('is not held by nobody, by another instance, or by a changed value', () => {
    const [one, two] = [new Session(), new Session()]
    const [mine, other] = [one.cookie.split(';')[0]!, two.cookie.split(';')[0]!]
    for (const header of [undefined, '', other, `x${mine}`, `${mine}x`, mine.split('=')[0]!]) expect(one.isHeldBy(header)).toBe(false)
  })
})

describe('the limit of attempts', () => {
  test('refuses after too many failures, and allows again as the oldest grows old', () => {
    let now = 0
    const limit = new AttemptLimit(3, 1000, () => now)
    for (const at of [0, 100, 200]) {
      now = at
      expect(limit.waitMs).toBe(0)
      limit.failed()
    }
    expect(limit.waitMs).toBe(800)
    now = 1000
    expect(limit.waitMs).toBe(0)
  })
})

describe('the frame limit', () => {
  test('lets every input pass that the contract allows', () => {
    const worst = { text: '\u0000'.repeat(200_000), numbers: new Array(40_000).fill(-1.2345678901234567e-300) }
    expect(byteSize(worst)).toBeLessThan(1 << 20)
    expect(encodeMessage({ kind: 'call', id: 1, method: 'x', input: worst }).length).toBeLessThan(frameLimit(contract))
  })
  test('is a small multiple of the largest input', () => {
    // The notes of many runs at once, which an edit or its undo carries.
    expect(frameLimit(contract)).toBe(4 * (16 << 20) + 65_536)
  })
})
