import { z } from 'zod'
import { LabError, type ErrorCode } from '../errors.ts'
import type { Channel } from './channel.ts'
import { connect } from './client.ts'
import { serve } from './server.ts'
import { call, stream, type Client } from './specification.ts'
import { streamWindow } from './wire.ts'

/**
 * What holds on every channel, whatever it is made of. A channel's test opens it to a server of `serveConformance`
 * and runs each case; the cases know nothing of a test runner, so the server may live in another process.
 */
const nothing = z.strictObject({})

const numbers = z.strictObject({
  f32: z.instanceof(Float32Array),
  f64: z.instanceof(Float64Array),
  i32: z.instanceof(Int32Array),
  u32: z.instanceof(Uint32Array),
  u8: z.instanceof(Uint8Array),
  plain: z.array(z.unknown()),
})

export const conformanceContract = {
  add: call(z.strictObject({ a: z.number(), b: z.number().default(1) }), z.number()),
  echo: call(numbers, numbers),
  fail: call(z.strictObject({ as: z.enum(['lab-error', 'mistake']) }), nothing),
  /** Answers when it is told to by `release`, or never. */
  hold: call(z.strictObject({ name: z.string() }), z.string()),
  release: call(z.strictObject({ name: z.string() }), nothing),
  small: call(z.strictObject({ text: z.string() }), z.int(), 1000),
  count: stream(z.strictObject({ to: z.int(), failAt: z.int().nullable().default(null) }), z.int(), z.strictObject({ counted: z.int() })),
  /** Of all requests on this channel so far: items that `send` took, and handlers aborted. Lets the other handlers run on first. */
  seen: call(nothing, z.strictObject({ sent: z.int(), aborted: z.int() })),
  /** The answer is not what the contract says. */
  wrongAnswer: call(nothing, z.string()),
} as const
type ConformanceClient = Client<typeof conformanceContract>

/** Serves one channel; `aborted` resolves with the number of aborted handlers once the channel is closed. */
export function serveConformance(channel: Channel): { readonly aborted: Promise<number> } {
  const held = new Map<string, () => void>()
  let sent = 0
  let aborted = 0
  const noteAbort = (signal: AbortSignal): void => signal.addEventListener('abort', () => (aborted += 1), { once: true })
  const closed = Promise.withResolvers<number>()
  let open = 0

  const server = { ...channel, onClose: (listener: (reason: string | null) => void) => channel.onClose((reason) => (listener(reason), closed.resolve(aborted))) }
  serve(
    conformanceContract,
    {
      add: ({ a, b }) => a + b,
      echo: (input) => input,
      fail: ({ as }) => {
        if (as === 'mistake') throw new TypeError('x is not a function')
        throw new LabError('disk-full', 'The disk is full. Free some space.', { bytes: 7 })
      },
      hold: ({ name }, { signal }) => {
        noteAbort(signal)
        open += 1
        return new Promise((resolve) => held.set(name, () => resolve(`${name} of ${open}`)))
      },
      release: ({ name }) => {
        held.get(name)?.()
        return {}
      },
      small: ({ text }) => text.length,
      count: async ({ to, failAt }, { send, signal }) => {
        noteAbort(signal)
        for (let i = 0; i < to; i++) {
          if (i === failAt) throw new LabError('worker-died', 'The worker died.')
          await send(i)
          sent += 1
        }
        return { counted: to }
      },
      seen: async () => {
        for (let turn = 0; turn < 10_000; turn++) await null // long enough for a sender that does not wait to send everything
        return { sent, aborted }
      },
      wrongAnswer: () => 7 as unknown as string,
    },
    server,
  )
  return { aborted: closed.promise }
}

/** A channel to a running server of `serveConformance`, as a test opens it. */
export interface OpenChannel {
  readonly channel: Channel
  /** Breaks the connection at the server's end, without a word: the process dies, the socket is torn. */
  cutServer(): void
  /** What `serveConformance` gave, or its echo from the other process. */
  readonly aborted: Promise<number>
}

interface Case {
  readonly title: string
  run(opened: OpenChannel): Promise<void>
}

export const channelCases: readonly Case[] = [
  { title: 'a request is answered, with defaults written out by the server', run: ask(async (client) => same(await client.call('add', { a: 2 }), 3)) },
  {
    title: 'a LabError arrives with code, sentence and details',
    run: ask(async (client) => {
      const error = await failureOf(client.call('fail', { as: 'lab-error' }), 'disk-full')
      same([error.message, error.details.bytes], ['The disk is full. Free some space.', 7])
    }),
  },
  {
    title: 'a mistake arrives as internal, and the next call is answered',
    run: ask(async (client) => {
      await failureOf(client.call('fail', { as: 'mistake' }), 'internal')
      same(await client.call('add', { a: 1, b: 1 }), 2)
    }),
  },
  {
    title: 'typed arrays, NaN, infinities and -0 arrive bit for bit',
    run: ask(async (client) => {
      const input = {
        f32: Float32Array.of(1.5, NaN, -0, Infinity),
        f64: Float64Array.of(Number.MIN_VALUE, -Infinity, NaN),
        i32: Int32Array.of(-(2 ** 31), 7),
        u32: Uint32Array.of(2 ** 32 - 1),
        u8: Uint8Array.of(255, 0, 1),
        plain: [NaN, -0, Infinity, null, 'ä\u0000', { nested: [Float32Array.of(1)] }],
      }
      const output = await client.call('echo', input)
      same(bitsOf(output), bitsOf(input))
      if (!Object.is(output.plain[1], -0)) throw new Error('-0 became 0')
    }),
  },
  {
    title: 'a large array arrives whole',
    run: ask(async (client) => {
      const u8 = Uint8Array.from({ length: 900_000 }, (_, i) => i * 31)
      const input = { f32: new Float32Array(0), f64: new Float64Array(0), i32: new Int32Array(0), u32: new Uint32Array(0), u8, plain: [] }
      same(bitsOf(await client.call('echo', input)), bitsOf(input))
    }),
  },
  {
    title: 'many calls at once keep their answers apart',
    run: ask(async (client) => {
      const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => client.call('add', { a: i, b: i })))
      same(answers, Array.from({ length: 100 }, (_, i) => 2 * i))
    }),
  },
  {
    title: 'answers come in the order they are ready, not in the order of the questions',
    run: ask(async (client) => {
      const first = client.call('hold', { name: 'first' })
      const second = client.call('hold', { name: 'second' })
      await client.call('release', { name: 'second' })
      same(await second, 'second of 2')
      await client.call('release', { name: 'first' })
      same(await first, 'first of 2')
    }),
  },
  {
    title: 'a cancelled call fails as cancelled and its handler is aborted',
    run: ask(async (client) => {
      const stop = new AbortController()
      const held = client.call('hold', { name: 'x' }, { signal: stop.signal })
      stop.abort()
      await failureOf(held, 'cancelled')
      same((await client.call('seen', {})).aborted, 1)
    }),
  },
  {
    title: 'a call with an aborted signal is never made',
    run: ask(async (client) => {
      const stop = new AbortController()
      stop.abort()
      await failureOf(client.call('hold', { name: 'x' }, { signal: stop.signal }), 'cancelled')
      same((await client.call('seen', {})).aborted, 0)
    }),
  },
  {
    title: 'a stream brings every item in order, then its end',
    run: ask(async (client) => {
      const counting = client.stream('count', { to: 100 })
      same(await collect(counting), Array.from({ length: 100 }, (_, i) => i))
      same(await counting.end, { counted: 100 })
    }),
  },
  {
    title: 'a stream that fails brings the items before, then the error in the loop and in end',
    run: ask(async (client) => {
      const counting = client.stream('count', { to: 100, failAt: 3 })
      const items: number[] = []
      await failureOf(
        (async () => {
          for await (const item of counting) items.push(item)
        })(),
        'worker-died',
      )
      same(items, [0, 1, 2])
      await failureOf(counting.end, 'worker-died')
    }),
  },
  {
    title: 'a server cannot run ahead of its reader by more than the window',
    run: ask(async (client) => {
      const reader = client.stream('count', { to: 1000 })[Symbol.asyncIterator]()
      for (let taken = 1; taken <= 20; taken++) {
        await reader.next()
        const { sent } = await client.call('seen', {})
        if (sent > taken + streamWindow) throw new Error(`${sent} items were sent when ${taken} had been taken`)
      }
      await reader.return?.()
    }),
  },
  {
    title: 'two streams at once have a window each',
    run: ask(async (client) => {
      const blocked = client.stream('count', { to: 1000 })
      same((await collect(client.stream('count', { to: 200 }))).length, 200)
      same((await collect(blocked)).length, 1000)
    }),
  },
  {
    title: 'leaving the loop cancels the stream',
    run: ask(async (client) => {
      const counting = client.stream('count', { to: 1000 })
      for await (const item of counting) if (item === 5) break
      await failureOf(counting.end, 'cancelled')
      same((await client.call('seen', {})).aborted, 1)
    }),
  },
  {
    title: 'a signal cancels a stream, and the loop throws',
    run: ask(async (client) => {
      const stop = new AbortController()
      const counting = client.stream('count', { to: 1000 }, { signal: stop.signal })
      await failureOf(
        (async () => {
          for await (const item of counting) if (item === 5) stop.abort()
        })(),
        'cancelled',
      )
      same((await client.call('seen', {})).aborted, 1)
    }),
  },
  {
    title: 'an unknown method is refused by name',
    run: async ({ channel }) => {
      const client = connect({ ...conformanceContract, toString: call(nothing, nothing), seen2: stream(nothing, nothing, nothing) }, channel)
      const { message } = await failureOf(client.call('toString', {}), 'unknown-method')
      if (!message.includes('"toString"')) throw new Error(message)
      await failureOf(client.stream('seen2', {}).end, 'unknown-method')
      same(await client.call('add', { a: 1 }), 2)
    },
  },
  {
    title: 'an unknown key is refused by name, with the keys that exist',
    run: ask(async (client) => {
      const { message } = await failureOf(untyped(client).call('add', { a: 1, c: 2 }), 'bad-input')
      if (!message.includes('"c"') || !message.includes('a, b')) throw new Error(message)
    }),
  },
  {
    title: 'a value of another type is refused with its key',
    run: ask(async (client) => {
      const { message } = await failureOf(untyped(client).call('add', { a: 'one' }), 'bad-input')
      if (!message.includes('"a"')) throw new Error(message)
    }),
  },
  {
    title: 'an oversized input is refused by the server too, and the next call is answered',
    run: async ({ channel }) => {
      const { input, output } = conformanceContract.small
      const client = connect({ ...conformanceContract, small: call(input, output, 1 << 20) }, channel) // one that thinks more is allowed
      const { message } = await failureOf(client.call('small', { text: 'x'.repeat(1000) }), 'too-large')
      if (!message.includes('1000 bytes')) throw new Error(message)
      same(await client.call('small', { text: 'xyz' }), 3)
    },
  },
  {
    title: 'an answer in another form than the contract says is an error, not a value',
    run: ask(async (client) => void (await failureOf(client.call('wrongAnswer', {}), 'internal'))),
  },
  {
    title: 'a server that disappears fails the calls and streams in progress, and those after',
    run: async ({ channel, cutServer }) => {
      const client = connect(conformanceContract, channel)
      const held = client.call('hold', { name: 'x' })
      const counting = client.stream('count', { to: 1000 })
      const reading = (async () => {
        for await (const item of counting) if (item === 5) cutServer()
      })()
      await failureOf(reading, 'disconnected')
      await failureOf(held, 'disconnected')
      await failureOf(counting.end, 'disconnected')
      await client.closed
      await failureOf(client.call('add', { a: 1 }), 'disconnected')
    },
  },
  {
    title: 'a client that leaves aborts its handlers and fails its own calls',
    run: async ({ channel, aborted }) => {
      const client = connect(conformanceContract, channel)
      const held = client.call('hold', { name: 'x' })
      const reader = client.stream('count', { to: 1000 })[Symbol.asyncIterator]()
      await reader.next()
      client.close()
      await failureOf(held, 'disconnected')
      same(await aborted, 2)
    },
  },
  {
    title: 'a message that is not of the protocol closes the channel',
    run: async ({ channel, aborted }) => {
      const closed = new Promise<void>((resolve) => channel.onClose(() => resolve()))
      channel.post({ kind: 'call', id: 1, method: 'hold', input: { name: 'x' } })
      channel.post({ kind: 'launch', id: 'now' })
      await closed
      same(await aborted, 1)
    },
  },
]

function ask(questions: (client: ConformanceClient) => Promise<void>) {
  return async ({ channel }: OpenChannel): Promise<void> => {
    const client = connect(conformanceContract, channel)
    await questions(client)
    client.close()
    await client.closed
  }
}

/** Past the types, as a program of another version would ask. */
function untyped(client: ConformanceClient): { call(method: string, input: unknown): Promise<unknown> } {
  return client as unknown as { call(method: string, input: unknown): Promise<unknown> }
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

async function failureOf(promise: Promise<unknown>, code: ErrorCode): Promise<LabError> {
  const outcome: unknown = await promise.then(
    (value) => ({ value }),
    (error: unknown) => error,
  )
  if (outcome instanceof LabError && outcome.code === code) return outcome
  throw new Error(`expected the error ${code}, got ${outcome instanceof Error ? `${outcome.name}: ${outcome.message}` : JSON.stringify(outcome)}`)
}

function bitsOf(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return [value.constructor.name, [...new Uint8Array(value.buffer, value.byteOffset, value.byteLength)]]
  if (Array.isArray(value)) return value.map(bitsOf)
  if (typeof value === 'object' && value !== null) return Object.entries(value).map(([key, item]) => [key, bitsOf(item)])
  return typeof value === 'number' ? String(value) : value
}

function same(actual: unknown, expected: unknown): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)]
  if (a !== b) throw new Error(`expected ${b?.slice(0, 500)}, got ${a?.slice(0, 500)}`)
}
