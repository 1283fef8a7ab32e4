import type { z } from 'zod'
import { errorCodes, LabError, type ErrorCode } from '../errors.ts'
import { describeMismatch } from './bad-input.ts'
import { refuseOversized } from './byte-size.ts'
import type { Channel } from './channel.ts'
import { Incoming } from './incoming.ts'
import type { Client, Specification } from './specification.ts'
import { ServerMessage, type ClientMessage } from './wire.ts'

interface Pending {
  item(value: unknown): void
  done(value: unknown): void
  fail(error: LabError): void
}

interface Asking {
  readonly signal?: AbortSignal
}

/**
 * The asking end. Answers are parsed here, not on the server: this end is the one that would be hurt by an answer in
 * another form (a worker of another version, an older lab that owns the store), and tensors are checked in O(1).
 */
export function connect<S extends Specification>(specification: S, channel: Channel): Client<S> {
  const pending = new Map<number, Pending>()
  const closing = Promise.withResolvers<string | null>()
  let isClosed = false
  let lastId = 0

  const post = (message: ClientMessage): void => channel.post(message)

  channel.onMessage((raw) => {
    const parsed = ServerMessage.safeParse(raw)
    if (!parsed.success) return channel.close('an answer was not of the protocol')
    const message = parsed.data
    const asked = pending.get(message.id)
    if (!asked) return // an answer that crossed our cancel on its way
    if (message.kind === 'item') return asked.item(message.value)
    pending.delete(message.id)
    if (message.kind === 'error') asked.fail(errorFrom(message.error))
    else asked.done(message.value)
  })

  channel.onClose((reason) => {
    isClosed = true
    const lost = [...pending.values()]
    pending.clear()
    for (const asked of lost) asked.fail(disconnected(reason))
    closing.resolve(reason)
  })

  /** Posts a request and keeps who waits for it; returns a function that forgets it and tells the other end. */
  const ask = (method: string, input: unknown, asked: Pending, { signal }: Asking): ((error: LabError) => void) => {
    const id = ++lastId
    const stop = (): void => cancel(cancelled(method))
    const cancel = (error: LabError): void => {
      if (!pending.delete(id)) return
      signal?.removeEventListener('abort', stop)
      asked.fail(error)
      if (!isClosed) post({ kind: 'cancel', id })
    }
    if (isClosed) asked.fail(disconnected(null))
    else if (signal?.aborted) asked.fail(cancelled(method))
    else {
      const settled = (): void => signal?.removeEventListener('abort', stop)
      signal?.addEventListener('abort', stop, { once: true })
      pending.set(id, {
        item: (value) => asked.item(value),
        done: (value) => (settled(), asked.done(value)),
        fail: (error) => (settled(), asked.fail(error)),
      })
      try {
        refuseOversized(method, specOf(method), input)
        post({ kind: 'call', id, method, input })
      } catch (error) {
        pending.delete(id)
        settled()
        asked.fail(error instanceof LabError && error.code === 'too-large' ? error : unsendable(method, error))
      }
    }
    return cancel
  }

  const specOf = (method: string): Specification[string] => {
    const spec = Object.hasOwn(specification, method) ? specification[method] : undefined
    if (!spec) throw new LabError('unknown-method', `This end has no method "${method}". Nothing was asked.`)
    return spec
  }

  const call = (method: string, input: unknown, options: Asking = {}): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const spec = specOf(method)
      const done = (value: unknown): void => {
        if (spec.kind !== 'call') return reject(unreadable(method, 'a stream answered as a call.'))
        const parsed = parseAnswer(method, spec.output, value)
        if (parsed instanceof LabError) reject(parsed)
        else resolve(parsed.value)
      }
      ask(method, input, { item: () => {}, done, fail: reject }, options)
    })

  const stream = (method: string, input: unknown, options: Asking = {}): Incoming<unknown, unknown> => {
    const spec = specOf(method)
    if (spec.kind !== 'stream') throw new LabError('unknown-method', `"${method}" is not a stream. Nothing was asked.`)
    let id = 0
    const incoming = new Incoming<unknown, unknown>(
      (count) => {
        if (pending.has(id)) post({ kind: 'credit', id, count })
      },
      () => cancel(cancelled(method)),
    )
    const fail = (error: LabError): void => incoming.fail(error, error.code === 'cancelled')
    const cancel = ask(
      method,
      input,
      {
        item: (value) => {
          const parsed = parseAnswer(method, spec.item, value)
          if (parsed instanceof LabError) cancel(parsed)
          else incoming.item(parsed.value)
        },
        done: (value) => {
          const parsed = parseAnswer(method, spec.end, value)
          if (parsed instanceof LabError) fail(parsed)
          else incoming.finish(parsed.value)
        },
        fail,
      },
      options,
    )
    id = lastId
    return incoming
  }

  // Inside, methods are strings and values unknown; the types of `Client` follow from the specification alone.
  return { call, stream, closed: closing.promise, close: () => channel.close() } as unknown as Client<S>
}

function parseAnswer(method: string, schema: z.ZodType, value: unknown): { readonly value: unknown } | LabError {
  const parsed = schema.safeParse(value)
  return parsed.success ? { value: parsed.data } : unreadable(method, describeMismatch(schema, parsed.error))
}

function unreadable(method: string, what: string): LabError {
  return new LabError('internal', `The answer to "${method}" is not in the form this end knows: ${what} The two ends may be of different versions; close both and start again.`, { method })
}

function unsendable(method: string, error: unknown): LabError {
  const why = error instanceof Error ? error.message : String(error)
  return new LabError('bad-input', `The input of "${method}" cannot be sent: ${why}. Nothing was asked; send plain data and typed arrays.`, { method })
}

function cancelled(method: string): LabError {
  return new LabError('cancelled', `"${method}" was cancelled before it was done.`, { method })
}

function disconnected(reason: string | null): LabError {
  const why = reason ? ` (${reason})` : ''
  return new LabError('disconnected', `The connection is closed${why}. What was acknowledged before is kept; connect again and ask once more.`, reason ? { reason } : {})
}

function errorFrom(error: { readonly code: string; readonly message: string; readonly details?: Record<string, unknown> | undefined }): LabError {
  const isKnown = (errorCodes as readonly string[]).includes(error.code)
  return new LabError(isKnown ? (error.code as ErrorCode) : 'internal', error.message, error.details ?? {})
}
