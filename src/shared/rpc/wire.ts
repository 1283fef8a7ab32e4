import { z } from 'zod'

/** Items that the sender of a stream may be ahead of its reader. Both ends must agree on it. */
export const streamWindow = 16

const id = z.int().min(1)

/** What a client says. Anything else means that it does not speak this protocol, and the channel is closed. */
export const ClientMessage = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('call'), id, method: z.string(), input: z.unknown() }),
  z.strictObject({ kind: z.literal('cancel'), id }),
  /** `count` more items of stream `id` have been taken by the reader. */
  z.strictObject({ kind: z.literal('credit'), id, count: z.int().min(1).max(streamWindow) }),
])
export type ClientMessage = z.output<typeof ClientMessage>

/** What a server says. `result` and `error` end a call; `end` and `error` end a stream. */
export const ServerMessage = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('result'), id, value: z.unknown() }),
  z.strictObject({
    kind: z.literal('error'),
    id,
    error: z.strictObject({ code: z.string(), message: z.string(), details: z.record(z.string(), z.unknown()).optional() }),
  }),
  z.strictObject({ kind: z.literal('item'), id, value: z.unknown() }),
  z.strictObject({ kind: z.literal('end'), id, value: z.unknown() }),
])
export type ServerMessage = z.output<typeof ServerMessage>
