import { LabError, toErrorValue, type ErrorValue } from '../errors.ts'
import { describeMismatch } from './bad-input.ts'
import { refuseOversized } from './byte-size.ts'
import type { Channel } from './channel.ts'
import { Outgoing } from './outgoing.ts'
import type { CallSpec, Handlers, Specification, StreamContext, StreamSpec } from './specification.ts'
import { ClientMessage, type ServerMessage } from './wire.ts'

export interface ServeOptions {
  /** Told of failures that are not LabErrors: a mistake of ours, for the log of the host. */
  readonly report?: (method: string, error: unknown) => void
  /** Requests in progress at once on this channel; more are refused, not queued. */
  readonly maxOpen?: number
}

interface OpenRequest {
  readonly controller: AbortController
  readonly outgoing: Outgoing
}

type AnyHandler = (input: unknown, context: StreamContext<unknown>) => unknown

/**
 * Answers one channel. Every input is measured and parsed before its handler sees it. A message that is not of the
 * protocol closes the channel: its sender is not what it should be, and ignoring it would leave a call waiting for ever.
 */
export function serve<S extends Specification>(specification: S, handlers: Handlers<S>, channel: Channel, options: ServeOptions = {}): { close(): void } {
  const { report, maxOpen = 256 } = options
  const open = new Map<number, OpenRequest>()

  const post = (message: ServerMessage): void => channel.post(message)

  const postError = (id: number, error: ErrorValue): void => {
    try {
      post({ kind: 'error', id, error: { ...error } })
    } catch {
      post({ kind: 'error', id, error: { code: error.code, message: error.message } }) // details that no channel carries
    }
  }

  const answer = async (id: number, method: string, spec: CallSpec | StreamSpec, input: unknown): Promise<void> => {
    const controller = new AbortController()
    const { signal } = controller
    const outgoing = new Outgoing((value) => post({ kind: 'item', id, value }), signal)
    open.set(id, { controller, outgoing })
    try {
      const handler = handlers[method] as AnyHandler
      const value = await handler(input, { signal, send: (item) => outgoing.send(item) })
      if (!signal.aborted) post({ kind: spec.kind === 'stream' ? 'end' : 'result', id, value })
    } catch (error) {
      if (!(error instanceof LabError)) report?.(method, error)
      if (!signal.aborted) postError(id, toErrorValue(error))
    } finally {
      outgoing.end()
      open.delete(id)
    }
  }

  const admit = (id: number, method: string, input: unknown): void => {
    const spec = Object.hasOwn(specification, method) ? specification[method] : undefined
    if (!spec) throw unknownMethod(method)
    if (open.size >= maxOpen) throw new LabError('not-possible-now', `${maxOpen} requests are in progress already. "${method}" was not started; wait for one of them.`)
    void answer(id, method, spec, parseInput(method, spec, input))
  }

  channel.onClose(() => {
    for (const { controller } of open.values()) controller.abort(new LabError('disconnected', 'The one who asked is gone.'))
  })

  channel.onMessage((raw) => {
    const parsed = ClientMessage.safeParse(raw)
    if (!parsed.success) return channel.close('a message was not of the protocol')
    const message = parsed.data
    switch (message.kind) {
      case 'call':
        if (open.has(message.id)) return channel.close(`request ${message.id} was made twice`)
        try {
          return admit(message.id, message.method, message.input)
        } catch (error) {
          return postError(message.id, toErrorValue(error))
        }
      case 'cancel':
        return open.get(message.id)?.controller.abort(new LabError('cancelled', 'The one who asked no longer wants the answer.'))
      case 'credit':
        return open.get(message.id)?.outgoing.credit(message.count)
      default:
        message satisfies never
    }
  })

  return { close: () => channel.close() }
}

function unknownMethod(method: string): LabError {
  const name = method.length > 100 ? `${method.slice(0, 100)}…` : method
  return new LabError('unknown-method', `This lab has no method "${name}". Nothing was done; the two ends may be of different versions.`, { method: name })
}

/** Size first, then shape: a large input is never walked by a schema. */
function parseInput(method: string, spec: CallSpec | StreamSpec, input: unknown): unknown {
  refuseOversized(method, spec, input)
  const parsed = spec.input.safeParse(input)
  if (parsed.success) return parsed.data
  throw new LabError('bad-input', `"${method}" was not done. ${describeMismatch(spec.input, parsed.error)}`, {
    method,
    issues: parsed.error.issues.map(({ path, message }) => ({ path: path.map(String), message })),
  })
}
